package dev.signet.token.keyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.KeyImport.Material;
import java.util.Base64;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.junit.jupiter.api.Test;

/** What is inside an encrypted container shows its iterations only when that is open. */
class Pkcs12HiddenWorkTest {
    private static final String PASSPHRASE = "correct horse";

    private final NewKey key = NewKey.generate(JwsAlgorithm.ES256);

    @Test
    void hiddenIterationsAreLimitedToo() throws Exception {
        int limit = Decryption.MOST_ITERATIONS;
        assertThat(KeyImport.read(hidden(2048)).kid()).isEqualTo(key.kid());
        assertThatThrownBy(() -> KeyImport.read(hidden(limit + 1)))
                .isInstanceOfSatisfying(
                        KeyRefusedException.class,
                        e -> assertThat(e.problem().detail()).contains("iterations"));
    }

    /** A key that is truly encrypted with so many, in a container that is cheap to open. */
    private Material hidden(int iterations) throws Exception {
        byte[] pkcs8 = key.jwk().getPrivateKey().getEncoded();
        SafeBag bag = new SafeBag(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, encrypted(pkcs8, iterations));
        EncryptedPrivateKeyInfo container = encrypted(new DERSequence(bag).getEncoded(), 2048);
        EncryptedData data = new EncryptedData(
                PKCSObjectIdentifiers.data,
                container.getEncryptionAlgorithm(),
                new DEROctetString(container.getEncryptedData()));
        AuthenticatedSafe safe =
                new AuthenticatedSafe(new ContentInfo[] {new ContentInfo(PKCSObjectIdentifiers.encryptedData, data)});
        Pfx file = new Pfx(new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(safe.getEncoded())), null);
        return new Material(null, null, Base64.getEncoder().encodeToString(file.getEncoded()), PASSPHRASE, null);
    }

    private static EncryptedPrivateKeyInfo encrypted(byte[] content, int iterations) throws Exception {
        return EncryptedPrivateKeyInfo.getInstance(
                KeyImportTest.body(KeyImportTest.encryptedPem(content, PASSPHRASE, iterations)));
    }
}
