package dev.signet.token.keyimport;

import dev.signet.jwt.strength.PrivateNumbers;
import dev.signet.jwt.strength.PrivateNumbers.Edwards;
import dev.signet.jwt.strength.PrivateNumbers.Elliptic;
import dev.signet.jwt.strength.PrivateNumbers.Rsa;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Reads a private JWK (RFC 7517; RFC 7518 section 6, RFC 8037 section 2). */
final class JwkKey {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Object> members;

    private JwkKey(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads the outside of a JWK: that it is one, private, and for signatures.
     *
     * @throws JoseException when it is not JSON, or names a member twice
     */
    static JwkKey read(String text) throws JoseException {
        JwkKey key = new JwkKey(JsonUtil.parseJson(text));
        if ("oct".equals(key.members.get("kty"))) {
            throw new KeyRefusedException("This is a symmetric key: Signet signs with key pairs only.");
        }
        if (key.members.containsKey("keys")) {
            throw new KeyRefusedException("This is a set of keys: send one key alone.");
        }
        if (!key.members.containsKey("kty")) {
            throw new KeyRefusedException("The JWK has no kty.");
        }
        if (!key.members.containsKey("d")) {
            throw new KeyRefusedException("This is a public key only: signing needs the private one.");
        }
        key.requireForSignatures();
        return key;
    }

    private void requireForSignatures() {
        if (members.containsKey("use") && !"sig".equals(members.get("use"))) {
            throw new KeyRefusedException("The use of the JWK is not sig.");
        }
        Object operations = members.get("key_ops");
        if (members.containsKey("key_ops") && !(operations instanceof List<?> list && list.contains("sign"))) {
            throw new KeyRefusedException("The key_ops of the JWK do not include sign.");
        }
    }

    /** What the JWK says it is for; null when it does not. */
    @Nullable String algorithm() {
        if (!members.containsKey("alg")) {
            return null;
        }
        return text("alg");
    }

    PrivateNumbers numbers() {
        return switch (text("kty")) {
            case "RSA" -> rsa();
            case "EC" -> elliptic();
            case "OKP" -> edwards();
            default -> throw new KeyRefusedException("The kty of the JWK must be RSA, EC or OKP.");
        };
    }

    private Rsa rsa() {
        if (members.containsKey("oth")) {
            throw new KeyRefusedException("The RSA key has more than two primes.");
        }
        return new Rsa(
                number("n"),
                number("e"),
                number("d"),
                number("p"),
                number("q"),
                number("dp"),
                number("dq"),
                number("qi"));
    }

    private Elliptic elliptic() {
        String curve = text("crv");
        byte[] x = bytes("x");
        byte[] y = bytes("y");
        // a point of another length than the curve's fails when it is decoded
        byte[] point = new byte[1 + x.length + y.length];
        point[0] = 4; // uncompressed (SEC 1 section 2.3.3)
        System.arraycopy(x, 0, point, 1, x.length);
        System.arraycopy(y, 0, point, 1 + x.length, y.length);
        return new Elliptic(curve, number("d"), point);
    }

    private Edwards edwards() {
        if (!"Ed25519".equals(members.get("crv"))) {
            throw new KeyRefusedException("Unsupported curve: P-256, P-384, P-521 and Ed25519 are accepted.");
        }
        return new Edwards(bytes("d"), bytes("x"));
    }

    private BigInteger number(String member) {
        return new BigInteger(1, bytes(member));
    }

    /** Strictly: one text for one value. */
    private byte[] bytes(String member) {
        String text = text(member);
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length > 0 && BASE64URL.encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new KeyRefusedException("The member " + member + " of the JWK is not base64url.");
    }

    private String text(String member) {
        if (members.get(member) instanceof String text) {
            return text;
        }
        throw new KeyRefusedException("The member " + member + " of the JWK is missing or not a string.");
    }
}
