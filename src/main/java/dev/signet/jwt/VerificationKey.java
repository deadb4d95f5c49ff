package dev.signet.jwt;

import java.security.PublicKey;

/**
 * A public key and the one algorithm it is for (RFC 8725 section 3.1).
 *
 * @param keyId the {@code kid} by which a header names it
 */
public record VerificationKey(String keyId, JwsAlgorithm algorithm, PublicKey key) {}
