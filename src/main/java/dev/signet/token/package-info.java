/**
 * Access tokens (RFC 9068): {@link dev.signet.token.TokenIssuer} makes them, {@link dev.signet.token.AccessTokenVerifier}
 * is the only verifier, {@link dev.signet.token.BearerMechanism} and {@link dev.signet.token.BearerIdentity} hook it into Quarkus
 * security, and the mappers answer a refusal as RFC 6750 and the contract say. The checks themselves stand in {@code jwt}.
 */
@NullMarked
package dev.signet.token;

import org.jspecify.annotations.NullMarked;
