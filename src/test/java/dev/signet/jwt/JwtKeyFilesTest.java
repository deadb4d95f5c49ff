package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signet.jwt.encoding.PemFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary files with keys: the block that holds the key is taken, and what is around it passed over (RFC 7468 section 2). */
class JwtKeyFilesTest {
    private static JwtKey key(String file) {
        return JwtKey.pem(PemFiles.text(file));
    }

    private static void refused(String pem, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKey.pem(pem))
                .withNoCause()
                .withMessageContaining(message);
    }

    private static String block(String label) {
        return "-----BEGIN " + label + "-----\nAQ==\n-----END " + label + "-----\n";
    }

    @ParameterizedTest
    @CsvSource({
        "ec-parameters-before-key.pem, certificate-with-text.pem",
        "ec-parameters-before-key.pem, byte-order-mark.pem",
        "ec-parameters-before-key.pem, chain.pem",
        "bag-attributes.pem, bag-attributes.pem",
        "key-and-certificate.pem, key-and-certificate.pem",
        "key-and-certificate.pem, bag-attributes.pem",
        "rsa-pkcs1.pem, rsa-pkcs1-public.pem",
        "key-with-text.pem, rsa-pkcs1-public.pem"
    })
    void whatOneFileSignsTheOtherVerifies(String signing, String verifying) throws Exception {
        String token = JWT.sign(Map.of("foo", "bar"), key(signing), SignOptions.DEFAULTS);
        assertThat(JWT.verify(token, key(verifying), VerifyOptions.DEFAULTS)).containsEntry("foo", "bar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explicit-parameters.pem",
                "explicit-parameters-pkcs8.pem",
                "explicit-parameters-public.pem",
                "explicit-parameters-certificate.pem"
            })
    void explicitParametersAreRefusedWithTheCommandThatNamesTheCurve(String file) {
        refused(PemFiles.text(file), "the EC key has explicit parameters instead of the name of its curve");
        refused(PemFiles.text(file), "openssl pkey -ec_param_enc named_curve");
    }

    @Test
    void halvesThatDoNotBelongTogetherAreRefused() {
        refused(
                PemFiles.text("ec-parameters-before-key.pem") + PemFiles.text("bag-attributes.pem"),
                "more than one key: EC PARAMETERS, EC PRIVATE KEY, CERTIFICATE, PRIVATE KEY");
        refused(
                PemFiles.text("rsa-pkcs1.pem") + PemFiles.text("chain.pem"),
                "the private and the public half do not belong together");
    }

    @Test
    void whatIsThereOtherwiseIsNamed() {
        refused(block("CERTIFICATE REQUEST") + block("X509 CRL"), "holds no key: CERTIFICATE REQUEST, X509 CRL");
        refused(block("PUBLIC KEY") + block("CERTIFICATE"), "more than one key: PUBLIC KEY, CERTIFICATE");
        refused(block("PRIVATE KEY").repeat(9), "PRIVATE KEY and 3 more");
        refused(block("PUBLIC KEY"), "holds no key of a known kind: PUBLIC KEY");
        refused(block("DSA PRIVATE KEY"), "holds no key of a known kind: DSA PRIVATE KEY");
        refused(block("EC PRIVATE KEY"), "holds no key of a known kind: EC PRIVATE KEY");
        refused(block("OPENSSH PRIVATE KEY"), "ssh-keygen -p -m PKCS8");
        refused(block("ENCRYPTED PRIVATE KEY"), "is encrypted: convert it with openssl pkcs8 -topk8 -nocrypt");
        refused(
                PemFiles.text("rsa-encrypted-by-headers.pem"),
                "is encrypted: convert it with openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void blockThatIsDamagedIsNamed() {
        String good = PemFiles.text("rsa-pkcs1-public.pem");
        refused(good.substring(0, good.indexOf("-----END")), "the PEM block RSA PUBLIC KEY has no end");
        refused(good.substring(0, good.indexOf("-----END")) + block("PUBLIC KEY"), "RSA PUBLIC KEY has no end");
        refused(good.replace("\n", "\\n"), "has \\n in two characters where its lines should end");
        refused(good.replace("-----\nMII", "-----\n!MII"), "the PEM block RSA PUBLIC KEY is not base64");
        refused("ssh-ed25519 AAAA", "holds no block of PEM");
    }

    /** SEC 1 leaves the curve out where something else names it (RFC 5915 section 3). */
    @Test
    void ellipticKeyWithoutItsCurveIsRefused() throws Exception {
        byte[] der = new org.bouncycastle.asn1.sec.ECPrivateKey(256, java.math.BigInteger.TEN).getEncoded();
        String body = java.util.Base64.getEncoder().encodeToString(der);
        refused(block("EC PRIVATE KEY").replace("AQ==", body), "the EC key names no curve");
    }
}
