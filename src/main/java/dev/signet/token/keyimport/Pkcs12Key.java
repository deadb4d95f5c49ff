package dev.signet.token.keyimport;

import dev.signet.jwt.strength.PrivateNumbers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PKCS#12 file (RFC 7292) with exactly one private key. Its passphrase may be empty, and the key need not be encrypted.
 *
 * @param publicHalf of the certificate beside the key, where there is one
 */
record Pkcs12Key(PrivateNumbers numbers, @Nullable PublicKey publicHalf) {

    static Pkcs12Key read(String base64, @Nullable String passphrase) throws IOException, GeneralSecurityException {
        byte[] file = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        IterationCounts.check(ASN1Primitive.fromByteArray(file));
        String password = passphrase == null ? "" : passphrase;
        OpenBags bags = new OpenBags(file);
        KeyStore store = store(file, password, bags);
        List<String> names = new ArrayList<>();
        for (String name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name)) {
                names.add(name);
            }
        }
        if (names.size() + bags.plainKeys().size() != 1) {
            throw new KeyRefusedException("The PKCS#12 file must hold exactly one private key.");
        }
        return names.isEmpty()
                ? plain(bags, bags.plainKeys().get(0))
                : new Pkcs12Key(numbers(store, names.get(0), password, bags), half(store.getCertificate(names.get(0))));
    }

    /** Opens what is encrypted, and checks that nothing was changed. */
    private static KeyStore store(byte[] file, String password, OpenBags bags)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(file), password.toCharArray());
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                refuseOtherThanThePassphrase(bags, password);
                throw new KeyRefusedException(
                        password.isEmpty() ? KeyImport.MISSING_PASSPHRASE : KeyImport.WRONG_PASSPHRASE);
            }
            throw e;
        }
    }

    /** Java says that it is wrong also where a certificate is of a kind that it does not read: then so is the key. */
    private static void refuseOtherThanThePassphrase(OpenBags bags, String password) throws IOException {
        if (bags.encryptedKeys().size() != 1) {
            return;
        }
        byte[] der;
        try {
            der = Pbes2.decrypt(OpenBags.value(bags.encryptedKeys().get(0)), password);
        } catch (KeyRefusedException wrong) {
            return;
        }
        var unused = Pkcs8.read(der);
    }

    private static Pkcs12Key plain(OpenBags bags, SafeBag key) throws IOException, GeneralSecurityException {
        byte[] certificate = bags.certificateOf(key);
        return new Pkcs12Key(
                Pkcs8.read(OpenBags.value(key)),
                certificate == null
                        ? null
                        : half(CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(certificate))));
    }

    private static PrivateNumbers numbers(KeyStore store, String name, String password, OpenBags bags)
            throws IOException, GeneralSecurityException {
        try {
            Key key = store.getKey(name, password.toCharArray());
            if (key instanceof PrivateKey) {
                return Pkcs8.read(key.getEncoded());
            }
            throw new KeyRefusedException("The PKCS#12 file holds no private key.");
        } catch (UnrecoverableKeyException e) {
            // also of a kind that Java does not read: our own reader says of which
            if (bags.encryptedKeys().size() != 1) {
                throw e;
            }
            return Pkcs8.read(Pbes2.decrypt(OpenBags.value(bags.encryptedKeys().get(0)), password));
        }
    }

    private static @Nullable PublicKey half(@Nullable Certificate certificate) {
        return certificate == null ? null : certificate.getPublicKey();
    }

    /** Names nothing of the key. */
    @Override
    public String toString() {
        return "Pkcs12Key";
    }
}
