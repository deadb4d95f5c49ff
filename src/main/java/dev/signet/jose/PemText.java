package dev.signet.jose;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.EncodedKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key in PEM (RFC 7468): a public key, a certificate, or a private key in PKCS#8 that is not encrypted. */
public final class PemText {
    private static final Pattern BLOCK =
            Pattern.compile("\\s*+-----BEGIN ([A-Z0-9 ]{1,40})-----((?:[^-]|-(?!----))*+)-----END \\1-----\\s*+");

    private PemText() {}

    /** Whether a text is meant as PEM, well-formed or not. */
    public static boolean looksLike(String text) {
        return text.contains("-----BEGIN ");
    }

    /**
     * Reads the one key of a text.
     *
     * @throws IllegalArgumentException with the reason, and nothing of the key
     */
    public static Key read(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.matches()) {
            throw new IllegalArgumentException("the text is not one block of PEM");
        }
        try {
            return switch (block.group(1)) {
                case "PUBLIC KEY" -> read(new X509EncodedKeySpec(der(block.group(2))));
                case "PRIVATE KEY" -> read(new PKCS8EncodedKeySpec(der(block.group(2))));
                case "CERTIFICATE" ->
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der(block.group(2))))
                            .getPublicKey();
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                    throw new IllegalArgumentException(
                            "the private key is not in plain PKCS#8: convert it with openssl pkcs8 -topk8 -nocrypt");
                case "RSA PUBLIC KEY" ->
                    throw new IllegalArgumentException(
                            "the public key is not in SPKI: convert it with openssl rsa -RSAPublicKey_in -pubout");
                default -> throw new IllegalArgumentException("the PEM text holds no key");
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the PEM text holds no key of a known kind");
        }
    }

    private static byte[] der(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    /** DER says itself which kind of key it is: all factories but the right one refuse it. */
    private static Key read(EncodedKeySpec spec) throws GeneralSecurityException {
        for (String kind : new String[] {"RSA", "EC", "Ed25519"}) {
            KeyFactory factory = KeyFactory.getInstance(kind);
            try {
                return spec instanceof PKCS8EncodedKeySpec
                        ? factory.generatePrivate(spec)
                        : factory.generatePublic(spec);
            } catch (InvalidKeySpecException e) {
                // of another kind
            }
        }
        throw new InvalidKeySpecException();
    }
}
