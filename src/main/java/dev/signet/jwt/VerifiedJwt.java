package dev.signet.jwt;

import org.jose4j.jwt.JwtClaims;

/**
 * A token that passed every check.
 *
 * @param keyId the key that verified it
 */
public record VerifiedJwt(String keyId, JwtClaims claims) {}
