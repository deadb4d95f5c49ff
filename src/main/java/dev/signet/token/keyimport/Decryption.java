package dev.signet.token.keyimport;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Provider;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Opens what one passphrase protects: PKCS#8 (RFC 5958) and the parts of PKCS#12 (RFC 7292). The iterations of all key derivations
 * are added up, and each is counted before it is done: together they are bounded.
 */
final class Decryption {
    /** Some seconds of one processor; ten times what tools write in 2026. */
    static final int MOST_ITERATIONS = 5_000_000;

    /** Takes any passphrase, while Java's own providers take ASCII alone. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private static final PKCS12MacCalculatorBuilderProvider MACS =
            new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);

    private String passphrase;
    private BigInteger iterations = BigInteger.ZERO;

    Decryption(@Nullable String passphrase) {
        this.passphrase = passphrase == null ? "" : passphrase;
    }

    /** Opens PKCS#8 of its own, whose passphrase is never empty. */
    PrivateKeyInfo open(byte[] key) throws IOException {
        if (passphrase.isEmpty()) {
            throw wrongPassphrase();
        }
        return open(new PKCS8EncryptedPrivateKeyInfo(key));
    }

    PrivateKeyInfo open(PKCS8EncryptedPrivateKeyInfo key) {
        count(key.getEncryptionAlgorithm());
        try {
            return key.decryptPrivateKeyInfo(decryptors());
        } catch (PKCSException e) {
            throw wrongPassphrase();
        }
    }

    PKCS12SafeBag[] open(ContentInfo part) {
        if (!part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            return new PKCS12SafeBagFactory(part).getSafeBags();
        }
        count(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
        try {
            return new PKCS12SafeBagFactory(part, decryptors()).getSafeBags();
        } catch (PKCSException e) {
            throw wrongPassphrase();
        }
    }

    /** Checks the passphrase of a PKCS#12 file, and that nothing of it was changed, where the file lets that be checked. */
    void verify(PKCS12PfxPdu file) throws PKCSException {
        if (!file.hasMac()) {
            return;
        }
        count(file.toASN1Structure().getMacData().getIterationCount());
        if (passphrase.isEmpty() && !file.isMacValid(MACS, new char[0])) {
            // no passphrase is written as no bytes, or as the two zeros that end each text (RFC 7292 appendix B.1)
            passphrase = "\0";
        }
        if (!file.isMacValid(MACS, passphrase.toCharArray())) {
            throw wrongPassphrase();
        }
    }

    private InputDecryptorProvider decryptors() {
        return new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(PROVIDER)
                .build(passphrase.toCharArray());
    }

    private void count(AlgorithmIdentifier scheme) {
        if (!scheme.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            count(PKCS12PBEParams.getInstance(scheme.getParameters()).getIterations());
            return;
        }
        KeyDerivationFunc derivation =
                PBES2Parameters.getInstance(scheme.getParameters()).getKeyDerivationFunc();
        if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw new KeyRefusedException(
                    "Unsupported encryption of the key: encrypt it with openssl pkcs8 -topk8 -v2 aes-256-cbc.");
        }
        count(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
    }

    private void count(BigInteger more) {
        iterations = iterations.add(more.abs());
        if (iterations.compareTo(BigInteger.valueOf(MOST_ITERATIONS)) > 0) {
            throw new KeyRefusedException("Reading the key would take too many iterations of its key derivation: "
                    + MOST_ITERATIONS + " are the most.");
        }
    }

    private KeyRefusedException wrongPassphrase() {
        return new KeyRefusedException(
                passphrase.isEmpty() || passphrase.equals("\0")
                        ? "The key is encrypted: its passphrase is missing."
                        : "The passphrase is wrong, or the file is damaged.");
    }
}
