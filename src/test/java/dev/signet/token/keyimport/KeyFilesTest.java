package dev.signet.token.keyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.jwt.encoding.PemFiles;
import dev.signet.token.keyimport.KeyImport.Material;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary files with private keys, as OpenSSL writes them. */
class KeyFilesTest {
    private static Material pem(String text, @Nullable String passphrase) {
        return new Material(text, null, null, passphrase, null);
    }

    private static Material pkcs12(String file, @Nullable String passphrase) {
        return new Material(null, null, PemFiles.base64(file), passphrase, null);
    }

    private static void refused(Material material, String reason) {
        assertThatThrownBy(() -> KeyImport.read(material))
                .isInstanceOfSatisfying(
                        KeyRefusedException.class,
                        e -> assertThat(e.problem().detail()).contains(reason).endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({
        "ec-parameters-before-key.pem, ES256",
        "bag-attributes.pem, ES256",
        "key-and-certificate.pem, ES256",
        "rsa-pkcs1.pem, RS256",
        "key-with-text.pem, RS256"
    })
    void keyIsFoundInAnOrdinaryFile(String file, String algorithm) {
        assertThat(KeyImport.read(pem(PemFiles.text(file), null)).algorithm().alg())
                .isEqualTo(algorithm);
    }

    @Test
    void ofAChainWithoutAKeyNothingIsTaken() {
        refused(pem(PemFiles.text("chain.pem"), null), "public key only");
        refused(pem(PemFiles.text("certificate-with-text.pem"), null), "public key only");
        refused(pem(PemFiles.text("byte-order-mark.pem"), null), "public key only");
    }

    @Test
    void certificateOfAnotherKeyIsAMismatch() {
        refused(
                pem(PemFiles.text("rsa-pkcs1.pem") + PemFiles.text("chain.pem"), null),
                "The private and the public half do not belong together");
        refused(
                pem(PemFiles.text("rsa-pkcs1.pem") + PemFiles.text("bag-attributes.pem"), null),
                "more than one key: RSA PRIVATE KEY, CERTIFICATE, PRIVATE KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explicit-parameters.pem", "explicit-parameters-pkcs8.pem"})
    void explicitParametersAreRefusedWithTheCommandThatNamesTheCurve(String file) {
        refused(pem(PemFiles.text(file), null), "The EC key has explicit parameters");
        refused(pem(PemFiles.text(file), null), "openssl pkey -ec_param_enc named_curve");
    }

    @Test
    void explicitParametersInPkcs12AreRefusedForThat() {
        refused(pkcs12("explicit-parameters.p12", "changeit"), "The EC key has explicit parameters");
    }

    @Test
    void keyThatIsEncryptedInAnOlderWayIsRefusedWithTheCommand() {
        refused(
                pem(PemFiles.text("rsa-encrypted-by-headers.pem"), "changeit"),
                "is encrypted: convert it with openssl pkcs8 -topk8 -nocrypt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypted-aes192.pem", "encrypted-3des.pem", "encrypted-pbes1.pem"})
    void keyIsDecryptedWhicheverWayOpenSslEncryptedIt(String file) {
        assertThat(KeyImport.read(pem(PemFiles.text(file), "changeit")).kid())
                .isEqualTo(KeyImport.read(pem(PemFiles.text("key-and-certificate.pem"), null))
                        .kid());
    }

    /** Its cost cannot be counted in iterations. */
    @Test
    void scryptIsRefusedWithTheCommand() {
        refused(pem(PemFiles.text("encrypted-scrypt.pem"), "changeit"), "openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }

    /** Absent or empty, as is usual. */
    @ParameterizedTest
    @ValueSource(strings = {"empty-password.p12", "empty-password-legacy.p12", "nothing-encrypted-no-mac.p12"})
    void pkcs12WithoutAPassphraseIsTaken(String file) {
        assertThat(KeyImport.read(pkcs12(file, null)).kid())
                .isEqualTo(KeyImport.read(pkcs12(file, "")).kid());
    }

    @Test
    void emptyPassphraseGivesTheKeyThatIsInTheFile() {
        assertThat(KeyImport.read(pkcs12("empty-password.p12", null)).kid())
                .isEqualTo(KeyImport.read(pem(PemFiles.text("bag-attributes.pem"), null))
                        .kid());
        assertThat(KeyImport.read(pkcs12("empty-password-legacy.p12", null)).kid())
                .isEqualTo(KeyImport.read(pem(PemFiles.text("rsa-pkcs1.pem"), null))
                        .kid());
    }

    @ParameterizedTest
    @CsvSource({
        "key-not-encrypted.p12, key-and-certificate.pem",
        "certificate-encrypted-only.p12, rsa-pkcs1.pem",
        "nothing-encrypted-no-mac.p12, rsa-pkcs1.pem"
    })
    void keyThatIsNotEncryptedIsTakenFromPkcs12(String file, String same) {
        assertThat(KeyImport.read(pkcs12(file, "changeit")).kid())
                .isEqualTo(KeyImport.read(pem(PemFiles.text(same), null)).kid());
    }

    @Test
    void passphraseMustBeTheOneOfTheFileAllTheSame() {
        refused(pkcs12("key-not-encrypted.p12", null), "passphrase is missing");
        refused(pkcs12("key-not-encrypted.p12", "other"), "passphrase is wrong");
        refused(pkcs12("empty-password.p12", "other"), "passphrase is wrong");
        refused(pkcs12("certificate-encrypted-only.p12", null), "passphrase is missing");
    }
}
