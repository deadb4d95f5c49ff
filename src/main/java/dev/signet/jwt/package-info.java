/**
 * Signing and verifying JSON Web Tokens (RFC 7515, 7519) as plain code, without CDI, storage or HTTP, usable without
 * the server. {@link dev.signet.jwt.JsonWebTokens} is the door; {@link dev.signet.jwt.JwtVerifier} runs an ordered
 * list of small named checks, and a {@link dev.signet.jwt.Rejection} says which failed.
 */
@NullMarked
package dev.signet.jwt;

import org.jspecify.annotations.NullMarked;
