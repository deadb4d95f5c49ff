/**
 * Access tokens (RFC 9068): {@link dev.signet.token.TokenIssuer} makes them, {@link
 * dev.signet.token.AccessTokenVerifier} is the only verifier. The rooms beside: keys that sign them, how they are
 * brought, what ends them.
 */
@NullMarked
package dev.signet.token;

import org.jspecify.annotations.NullMarked;
