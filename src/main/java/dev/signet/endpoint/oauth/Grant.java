package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.GrantType;
import dev.signet.token.TokenResponse;

/**
 * One way to come to a token. A bean of this type is all that a new one takes: {@link TokenEndpoint} finds it, and has
 * checked by then who the client is, that it may use this grant, and what it asks for.
 */
interface Grant {
    GrantType type();

    /**
     * Hands out tokens.
     *
     * @throws dev.signet.base.protocol.OAuthException where what the client brings is not good for any
     * @throws dev.signet.base.protocol.InvalidScopeException where it asks for more scope than that was granted
     */
    TokenResponse tokens(TokenRequest request);
}
