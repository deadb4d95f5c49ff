package dev.signet.jwt;

import dev.signet.jwt.Rejection.JsonWebTokenError;
import java.util.Base64;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The rules up to the signature: all that is looked at in a token that may come from anybody. */
final class SignatureRules {
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private SignatureRules() {}

    /** Three segments of strict base64url, none of them empty, within the size limit (RFC 7515 section 3.1). */
    static @Nullable Rejection structure(Candidate token, VerifyOptions options) {
        String text = token.token;
        if (text.isEmpty()) {
            return new JsonWebTokenError(Check.STRUCTURE, "jwt must be provided");
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (text.length() > options.maxLength()
                || first < 1
                || second <= first + 1
                || text.indexOf('.', second + 1) > 0) {
            return malformed();
        }
        if (second == text.length() - 1) {
            return new JsonWebTokenError(Check.STRUCTURE, "jwt signature is required");
        }
        if (!isStrictBase64Url(text.substring(0, first))
                || !isStrictBase64Url(text.substring(first + 1, second))
                || !isStrictBase64Url(text.substring(second + 1))) {
            return malformed();
        }
        return null;
    }

    /** A JSON object without duplicate members and without extensions we would have to understand (section 4.1.11). */
    static @Nullable Rejection header(Candidate token, VerifyOptions options) {
        try {
            byte[] bytes = DECODER.decode(token.token.substring(0, token.token.indexOf('.')));
            token.header(StrictJson.object(bytes));
            token.jws.setCompactSerialization(token.token);
        } catch (JoseException e) {
            return new JsonWebTokenError(Check.HEADER, "invalid token");
        }
        for (String refused : new String[] {"crit", "b64", "enc", "zip"}) {
            if (token.header().containsKey(refused)) {
                return new JsonWebTokenError(Check.HEADER, "invalid token");
            }
        }
        return null;
    }

    /** Only algorithms we chose, whatever the header wishes (RFC 8725 section 3.1). */
    static @Nullable Rejection algorithm(Candidate token, VerifyOptions options) {
        if (token.header().get("alg") instanceof String alg) {
            Optional<JwsAlgorithm> allowed = JwsAlgorithm.named(alg).filter(options.algorithms()::contains);
            if (allowed.isPresent()) {
                token.algorithm(allowed.get());
                return null;
            }
        }
        return new JsonWebTokenError(Check.ALGORITHM, "invalid algorithm");
    }

    /** The key comes from our own ring by {@code kid}, never from the token, and serves one algorithm only. */
    static @Nullable Rejection key(Candidate token, VerifyOptions options) {
        Optional<VerificationKey> key =
                token.header().get("kid") instanceof String kid ? options.keys().apply(kid) : Optional.empty();
        if (key.isEmpty()) {
            return new JsonWebTokenError(Check.KEY, "unknown signing key");
        }
        if (key.get().algorithm() != token.algorithm()) {
            return new JsonWebTokenError(Check.KEY, "invalid algorithm");
        }
        token.key(key.get());
        return null;
    }

    /** RFC 7515 section 5.2. */
    static @Nullable Rejection signature(Candidate token, VerifyOptions options) {
        token.jws.setAlgorithmConstraints(new AlgorithmConstraints(
                ConstraintType.PERMIT, token.algorithm().alg()));
        token.jws.setKey(token.key().key());
        try {
            if (token.jws.verifySignature()) {
                return null;
            }
        } catch (JoseException e) {
            // a signature of impossible form is as wrong as one that does not match
        }
        return new JsonWebTokenError(Check.SIGNATURE, "invalid signature");
    }

    private static JsonWebTokenError malformed() {
        return new JsonWebTokenError(Check.STRUCTURE, "jwt malformed");
    }

    /** One text for one value: no padding, no other alphabet, no white space, no stray trailing bits. */
    private static boolean isStrictBase64Url(String segment) {
        try {
            return ENCODER.encodeToString(DECODER.decode(segment)).equals(segment);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
