/**
 * The vocabulary of the protocol (RFC 6749, 8414): who the issuer is and how tokens live, {@link dev.signet.oauth.GrantType},
 * {@link dev.signet.oauth.Scope}, the parameters of a request, and {@link dev.signet.oauth.OAuthException}, which leaves as the
 * error object of RFC 6749 section 5.2. Uses no other room.
 */
@NullMarked
package dev.signet.oauth;

import org.jspecify.annotations.NullMarked;
