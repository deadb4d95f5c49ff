package dev.signet.jwt;

import static dev.signet.jwt.Rule.failed;
import static dev.signet.jwt.Rule.require;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.TokenUnderCheck;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/** The rules of the header and the signature: all that is looked at in a token that may come from anybody. */
final class SignatureRules {
    private static final int HEADER = 0;
    private static final int SIGNATURE = 2;

    /** Half a signature by Ed25519, in bytes: the only curve of its kind that keys may have. */
    private static final int ED25519 = 32;

    /** Extensions that change what is signed, and how (RFC 7515 section 4.1.11, 7797, 7516): none is understood here. */
    static final List<String> REFUSED_MEMBERS = List.of("crit", "b64", "enc", "zip");

    static final String NO_KEY = "secret or public key must be provided";

    private static final ProviderContext PROVIDERS = new ProviderContext();

    private SignatureRules() {}

    /** Three segments of strict base64url, none of them empty, within the size limit (RFC 7515 section 3.1). */
    static Rule structure(int maxLength) {
        return new Rule(
                Check.STRUCTURE,
                token -> {
                    List<String> parts = token.parts();
                    require(token.length() > 0, Check.STRUCTURE, "jwt must be provided");
                    boolean complete = parts.size() == 3
                            && !parts.get(0).isEmpty()
                            && !parts.get(1).isEmpty();
                    require(complete, Check.STRUCTURE, "jwt malformed");
                    require(!parts.get(SIGNATURE).isEmpty(), Check.STRUCTURE, "jwt signature is required");
                    for (int part = 0; part < parts.size(); part++) {
                        require(token.bytes(part).isPresent(), Check.STRUCTURE, "jwt malformed");
                    }
                },
                () -> "3 parts of strict base64url, at most " + maxLength + " characters",
                token -> token.length() > maxLength ? token.length() + " characters" : parts(token));
    }

    private static String parts(TokenUnderCheck token) {
        List<String> parts = token.parts();
        StringBuilder text = new StringBuilder("parts: ").append(parts.size());
        if (parts.size() == TokenUnderCheck.PARTS_THAT_MATTER) {
            text.append(" or more");
        }
        for (int part = 0; part < parts.size(); part++) {
            if (parts.get(part).isEmpty()) {
                text.append("; part ").append(part + 1).append(" is empty");
            } else if (token.bytes(part).isEmpty()) {
                text.append("; part ").append(part + 1).append(" is not strict base64url");
            }
        }
        return text.toString();
    }

    /** A JSON object without duplicate members and without extensions we would have to understand (section 4.1.11). */
    static Rule header() {
        return new Rule(
                Check.HEADER,
                token -> {
                    Map<String, Object> header =
                            token.object(HEADER).orElseThrow(() -> failed(Check.HEADER, "invalid token"));
                    for (String refused : REFUSED_MEMBERS) {
                        require(!header.containsKey(refused), Check.HEADER, "invalid token");
                    }
                    token.header(header);
                },
                () -> "a JSON object without " + String.join(", ", REFUSED_MEMBERS),
                token -> token.object(HEADER)
                        .map(header -> "a JSON object with " + String.join(", ", header.keySet()))
                        .orElse("no JSON object"));
    }

    /** Only algorithms we chose, whatever the header wishes (RFC 8725 section 3.1). */
    static Rule algorithm(Set<JwsAlgorithm> allowed) {
        return new Rule(
                Check.ALGORITHM,
                token -> token.algorithm(allowed.stream()
                        .filter(algorithm ->
                                algorithm.alg().equals(token.header().get("alg")))
                        .findFirst()
                        .orElseThrow(() -> failed(Check.ALGORITHM, "invalid algorithm"))),
                () -> names(allowed),
                token -> token.header().get("alg"));
    }

    /** The key never comes from the token, and serves only the algorithms it is for (RFC 8725 section 3.1). */
    static Rule key(KeySource keys) {
        return new Rule(
                Check.KEY,
                token -> {
                    JwtKey key = find(keys, token.header());
                    require(key.algorithms().contains(token.algorithm()), Check.KEY, "invalid algorithm");
                    token.key(key.verifying().orElseThrow(() -> failed(Check.KEY, notVerifying(token.algorithm()))));
                },
                () -> "a known key, for that alg",
                token -> token.header().get("kid"));
    }

    private static String notVerifying(JwsAlgorithm algorithm) {
        return JwsAlgorithm.ASYMMETRIC.contains(algorithm)
                ? "secretOrPublicKey must be an asymmetric key when using " + algorithm.alg()
                : "secretOrPublicKey is a secret that is not for verifying";
    }

    private static JwtKey find(KeySource keys, Map<String, Object> header) throws JwtRejectedException {
        try {
            return keys.find(header).orElseThrow(() -> failed(Check.KEY, NO_KEY));
        } catch (RuntimeException | StackOverflowError e) {
            throw callbackFailed(e);
        }
    }

    /** The fault is for the log of whoever asked, and not for whoever sent the token. */
    static JwtRejectedException callbackFailed(Throwable cause) {
        return new JwtRejectedException(
                new Rejection.JsonWebTokenError(Check.KEY, "error in secret or public key callback"), cause);
    }

    /** RFC 7515 section 5.2. */
    static Rule signature() {
        return new Rule(
                Check.SIGNATURE,
                token -> require(isGood(token), Check.SIGNATURE, "invalid signature"),
                () -> "made with that key",
                token -> null);
    }

    private static boolean isGood(TokenUnderCheck token) {
        try {
            JsonWebSignatureAlgorithm engine = AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(token.algorithm().alg());
            Key key = token.key();
            engine.validateVerificationKey(key);
            byte[] signature = token.bytes(SIGNATURE).orElse(new byte[0]);
            return isOfItsLength(signature, key)
                    && engine.verifySignature(signature, key, token.signingInput(), PROVIDERS);
        } catch (JoseException e) {
            // a signature of impossible form is as wrong as one that does not match
            return false;
        }
    }

    /** RFC 7518 section 3.4, RFC 8032 section 5.1.7: what is shorter or longer would be a second form of the same token. */
    private static boolean isOfItsLength(byte[] signature, Key key) {
        int half = key instanceof ECKey elliptic ? bytes(elliptic) : key instanceof EdECKey ? ED25519 : 0;
        return half == 0 || signature.length == 2 * half;
    }

    private static int bytes(ECKey key) {
        int bits = key.getParams().getCurve().getField().getFieldSize();
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** RFC 8725 section 3.11; RFC 7515 section 4.1.9 lets {@code application/} be left out. */
    static Rule type(Set<String> types) {
        return new Rule(
                Check.TYPE,
                token -> require(
                        token.header().get("typ") instanceof String type && types.contains(shortened(type)),
                        Check.TYPE,
                        "invalid token type"),
                () -> String.join(" or ", types),
                token -> token.header().get("typ"));
    }

    static String shortened(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    private static String names(Set<JwsAlgorithm> algorithms) {
        return algorithms.stream().map(JwsAlgorithm::alg).collect(Collectors.joining(", "));
    }
}
