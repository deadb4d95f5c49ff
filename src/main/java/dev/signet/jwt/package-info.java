/**
 * Signing and verifying JSON Web Tokens (RFC 7515, 7519) as plain code: no CDI, no storage, no HTTP. {@link
 * dev.signet.jwt.JsonWebTokens} is the door for application developers. Behind it, and behind the server's own door, {@link
 * dev.signet.jwt.JwtVerifier} runs an ordered list of small named checks; what it refuses is a {@link
 * dev.signet.jwt.Rejection} that says why. Which keys, issuer and audience count for the server is decided next door in
 * {@code token}; keys are kept in {@code key}.
 */
@NullMarked
package dev.signet.jwt;

import org.jspecify.annotations.NullMarked;
