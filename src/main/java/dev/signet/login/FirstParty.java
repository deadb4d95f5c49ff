package dev.signet.login;

import dev.signet.oauth.Scope;
import dev.signet.oauth.TokenConfig;
import dev.signet.token.ClientTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The built-in client. */
@ApplicationScoped
class FirstParty {
    private final ClientTokens tokens;

    FirstParty(LoginConfig config, TokenConfig tokens) {
        this.tokens = new ClientTokens(
                config.clientId(),
                Scope.granted(config.scope()),
                List.of(tokens.audience()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ClientTokens tokens() {
        return tokens;
    }
}
