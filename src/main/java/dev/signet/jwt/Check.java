package dev.signet.jwt;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a token in the order in which they run; the first that fails decides. What a stranger can learn without
 * a signature of ours ends at {@link #SIGNATURE}.
 */
public enum Check {
    /** Size, three segments, strict base64url (RFC 7515 section 3.1, RFC 4648 section 5). */
    STRUCTURE(null, "A token is three parts of strict base64url between dots, of limited length, all of them present."),
    /** The header is a JSON object we understand wholly (RFC 7515 sections 4 and 4.1.11). */
    HEADER(null, "The header must be a JSON object in UTF-8 without duplicate members and without extensions."),
    /** {@code alg} is one we allow (RFC 8725 section 3.1). */
    ALGORITHM(HEADER, "The alg of the header is not one that is allowed here."),
    /** {@code kid} names a key of ours, made for that algorithm (RFC 8725 section 3.1). */
    KEY(ALGORITHM, "The kid of the header names no key of this issuer for that alg: obtain a new token."),
    /** RFC 7515 section 5.2. */
    SIGNATURE(KEY, "The token was changed, or signed by somebody else."),
    /** {@code typ} is the kind of token this door takes (RFC 8725 section 3.11). */
    TYPE(HEADER, "The typ of the header says it is another kind of token."),
    /** The claims are a JSON object (RFC 7519 section 7.2). */
    PAYLOAD(null, "The claims must be a JSON object in UTF-8 without duplicate members."),
    /** {@code nbf} (RFC 7519 section 4.1.5). */
    NOT_BEFORE(PAYLOAD, "nbf must be a number of seconds since 1970 that is not in the future."),
    /** {@code exp} (RFC 7519 section 4.1.4). */
    EXPIRY(PAYLOAD, "exp must be a number of seconds since 1970 that is in the future."),
    /** {@code iss} (RFC 7519 section 4.1.1). */
    ISSUER(PAYLOAD, "iss is not exactly the issuer that is expected here."),
    /** {@code aud} (RFC 7519 section 4.1.3). */
    AUDIENCE(PAYLOAD, "aud does not name the audience that is expected here."),
    /** {@code sub} (RFC 7519 section 4.1.2). */
    SUBJECT(PAYLOAD, "sub is not exactly the subject that is expected here."),
    /** {@code jti} (RFC 7519 section 4.1.7). */
    JWT_ID(PAYLOAD, "jti is not exactly the identifier that is expected here."),
    /** {@code nonce} (OpenID Connect Core section 2). */
    NONCE(PAYLOAD, "nonce is not the one that was sent."),
    /** The other claims are there, and have the types their definitions give them. */
    CLAIMS(PAYLOAD, "A claim is missing, or has another type than its definition gives it."),
    /** {@code iat} is not too long ago, nor in the future (RFC 7519 section 4.1.6). */
    MAX_AGE(PAYLOAD, "iat must be a number of seconds since 1970 that is recent enough, and not in the future."),
    /** The token, its session, its subject, its client or who had it minted is dead before its time. */
    REVOKED(CLAIMS, "The token was revoked: obtain a new one.");

    private final @Nullable Check needed;
    private final String advice;

    Check(@Nullable Check needed, String advice) {
        this.needed = needed;
        this.advice = advice;
    }

    /** The check without which this one cannot be tried. */
    Optional<Check> needed() {
        return Optional.ofNullable(needed);
    }

    /** One sentence for whoever wonders why a token failed this check. */
    public String advice() {
        return advice;
    }
}
