package dev.signet.jwt;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a token in the order in which they run; the first that fails decides. What a stranger can learn without
 * a signature of ours ends at {@link #SIGNATURE}.
 */
public enum Check {
    /** Size, three segments, strict base64url (RFC 7515 section 3.1, RFC 4648 section 5). */
    STRUCTURE(
            null,
            "A token is three parts of strict base64url with dots between them, none of them empty, and of limited length."),
    /** The header is a JSON object we understand wholly (RFC 7515 sections 4 and 4.1.11). */
    HEADER(null, "The header must be a JSON object in UTF-8 without duplicate members and without extensions."),
    /** {@code alg} is one we allow (RFC 8725 section 3.1). */
    ALGORITHM(HEADER, "The alg of the header must be one that is allowed here."),
    /** {@code kid} names a key of ours, made for that algorithm (RFC 8725 section 3.1). */
    KEY(
            ALGORITHM,
            "The kid of the header must name a key of this issuer for that alg; where it does not, obtain a new token."),
    /** RFC 7515 section 5.2. */
    SIGNATURE(
            KEY,
            "The signature must be one of exactly this header and payload by that key; a token that was changed, or signed by somebody else, has none."),
    /** {@code typ} is the kind of token this door takes (RFC 8725 section 3.11). */
    TYPE(HEADER, "The typ of the header must name the kind of token that is expected here."),
    /** The claims are a JSON object (RFC 7519 section 7.2). */
    PAYLOAD(null, "The claims must be a JSON object in UTF-8 without duplicate members."),
    /** {@code nbf} (RFC 7519 section 4.1.5). */
    NOT_BEFORE(PAYLOAD, "nbf must be a number of seconds since 1970 that is not in the future."),
    /** {@code exp} (RFC 7519 section 4.1.4). */
    EXPIRY(PAYLOAD, "exp must be a number of seconds since 1970 that is in the future."),
    /** {@code iss} (RFC 7519 section 4.1.1). */
    ISSUER(PAYLOAD, "iss must be exactly the issuer that is expected here."),
    /** {@code aud} (RFC 7519 section 4.1.3). */
    AUDIENCE(PAYLOAD, "aud must name the audience that is expected here."),
    /** {@code sub} (RFC 7519 section 4.1.2). */
    SUBJECT(PAYLOAD, "sub must be exactly the subject that is expected here."),
    /** {@code jti} (RFC 7519 section 4.1.7). */
    JWT_ID(PAYLOAD, "jti must be exactly the identifier that is expected here."),
    /** {@code nonce} (OpenID Connect Core section 2). */
    NONCE(PAYLOAD, "nonce must be the one that was sent."),
    /** The other claims are there, and have the types their definitions give them. */
    CLAIMS(
            PAYLOAD,
            "Each claim must have the type that its definition gives it, and none that is required may be missing."),
    /** {@code iat} is not too long ago, nor in the future (RFC 7519 section 4.1.6). */
    MAX_AGE(PAYLOAD, "iat must be a number of seconds since 1970 that is recent enough, and not in the future."),
    /** The token, its session, its subject, its client or who had it minted is dead before its time. */
    REVOKED(
            CLAIMS,
            "A token ends with its session, its user or its client, or by itself: where one of them was ended, obtain a new token.");

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

    /** As it is called outside of this program: {@code not-before}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence for whoever wonders why a token failed this check: what the check asks for. */
    public String advice() {
        return advice;
    }
}
