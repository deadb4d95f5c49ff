package dev.signet.token.keyimport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Opens PKCS#8 that was encrypted with PBES2 (RFC 8018 section 6.2): PBKDF2 with HMAC, AES in CBC mode. */
final class Pbes2 {
    private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, "PBKDF2WithHmacSHA1",
            PKCSObjectIdentifiers.id_hmacWithSHA224, "PBKDF2WithHmacSHA224",
            PKCSObjectIdentifiers.id_hmacWithSHA256, "PBKDF2WithHmacSHA256",
            PKCSObjectIdentifiers.id_hmacWithSHA384, "PBKDF2WithHmacSHA384",
            PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");

    /** Sizes of the AES key, in bits. */
    private static final Map<ASN1ObjectIdentifier, Integer> KEY_SIZES = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, 128,
            NISTObjectIdentifiers.id_aes192_CBC, 192,
            NISTObjectIdentifiers.id_aes256_CBC, 256);

    private Pbes2() {}

    /**
     * Decrypts.
     *
     * @return what was encrypted; CBC does not notice every wrong passphrase, so it may be rubbish
     */
    static byte[] decrypt(byte[] der, @Nullable String passphrase) throws IOException {
        EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
        if (!info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw unsupported();
        }
        PBES2Parameters scheme =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        if (!scheme.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw unsupported();
        }
        PBKDF2Params derivation =
                PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters());
        String derivationName = DERIVATIONS.get(derivation.getPrf().getAlgorithm());
        Integer keySize = KEY_SIZES.get(scheme.getEncryptionScheme().getAlgorithm());
        if (derivationName == null || keySize == null) {
            throw unsupported();
        }
        byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters())
                .getOctets();
        IterationCounts.check(derivation.toASN1Primitive());
        int iterations = derivation.getIterationCount().intValueExact();

        if (passphrase == null || passphrase.isEmpty()) {
            throw new KeyRefusedException(KeyImport.MISSING_PASSPHRASE);
        }
        PBEKeySpec secret = new PBEKeySpec(passphrase.toCharArray(), derivation.getSalt(), iterations, keySize);
        try {
            byte[] key = SecretKeyFactory.getInstance(derivationName)
                    .generateSecret(secret)
                    .getEncoded();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(info.getEncryptedData());
        } catch (GeneralSecurityException e) {
            throw new KeyRefusedException(KeyImport.WRONG_PASSPHRASE);
        } finally {
            secret.clearPassword();
        }
    }

    private static KeyRefusedException unsupported() {
        return new KeyRefusedException(
                "Unsupported encryption of the key: encrypt it with openssl pkcs8 -topk8 -v2 aes-256-cbc.");
    }
}
