package dev.signet.jwt;

/**
 * The checks of a token in the order in which they run; the first that fails decides. What a stranger can learn
 * without a signature of ours ends at {@link #SIGNATURE}.
 */
public enum Check {
    /** Size, three segments, strict base64url (RFC 7515 section 3.1, RFC 4648 section 5). */
    STRUCTURE,
    /** The header is a JSON object we understand wholly (RFC 7515 sections 4 and 4.1.11). */
    HEADER,
    /** {@code alg} is one we allow (RFC 8725 section 3.1). */
    ALGORITHM,
    /** {@code kid} names a key of ours, made for that algorithm (RFC 8725 section 3.1). */
    KEY,
    /** RFC 7515 section 5.2. */
    SIGNATURE,
    /** {@code typ} is the kind of token this door takes (RFC 8725 section 3.11). */
    TYPE,
    /** {@code nbf} (RFC 7519 section 4.1.5). */
    NOT_BEFORE,
    /** {@code exp} (RFC 7519 section 4.1.4). */
    EXPIRY,
    /** {@code iss} (RFC 7519 section 4.1.1). */
    ISSUER,
    /** {@code aud} (RFC 7519 section 4.1.3). */
    AUDIENCE,
    /** The other claims have the types their definitions give them. */
    CLAIMS,
    /** The token, its session or its subject is dead before its time. */
    REVOKED
}
