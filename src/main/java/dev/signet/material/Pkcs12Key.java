package dev.signet.material;

import dev.signet.jwt.PrivateNumbers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PKCS#12 file (RFC 7292) with exactly one private key.
 *
 * @param publicHalf of the certificate beside the key, where there is one
 */
record Pkcs12Key(PrivateNumbers numbers, @Nullable PublicKey publicHalf) {

    static Pkcs12Key read(String base64, @Nullable String passphrase) throws IOException, GeneralSecurityException {
        byte[] file = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        IterationCounts.check(ASN1Primitive.fromByteArray(file));
        if (passphrase == null || passphrase.isEmpty()) {
            throw new KeyRefusedException("The key is encrypted: its passphrase is missing.");
        }
        char[] password = passphrase.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(file), password);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new KeyRefusedException(KeyImport.WRONG_PASSPHRASE);
            }
            throw e;
        }
        return onlyKeyOf(store, password);
    }

    private static Pkcs12Key onlyKeyOf(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
        List<String> names = new ArrayList<>();
        for (String name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name)) {
                names.add(name);
            }
        }
        if (names.size() != 1) {
            throw new KeyRefusedException("The PKCS#12 file must hold exactly one private key.");
        }
        Key key = store.getKey(names.get(0), password);
        if (!(key instanceof PrivateKey)) {
            throw new KeyRefusedException("The PKCS#12 file holds no private key.");
        }
        Certificate certificate = store.getCertificate(names.get(0));
        return new Pkcs12Key(Pkcs8.read(key.getEncoded()), certificate == null ? null : certificate.getPublicKey());
    }

    /** Names nothing of the key. */
    @Override
    public String toString() {
        return "Pkcs12Key";
    }
}
