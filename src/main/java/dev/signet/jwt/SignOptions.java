package dev.signet.jwt;

/**
 * What goes into the header beside the claims' signature.
 *
 * @param algorithm the {@code alg}; must fit the key
 * @param keyId the {@code kid}
 * @param type the {@code typ}, e.g. {@code at+jwt} (RFC 9068 section 2.1)
 */
public record SignOptions(JwsAlgorithm algorithm, String keyId, String type) {}
