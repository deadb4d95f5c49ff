package dev.signet.token.keyimport;

import dev.signet.jwt.encoding.DerKey;
import dev.signet.jwt.encoding.JwkText;
import dev.signet.jwt.encoding.PemBlock;
import dev.signet.jwt.encoding.PemText;
import dev.signet.jwt.encoding.UnreadableKeyException;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * What a text says of a key, before it is judged.
 *
 * @param publicHalves beside the key, one of which must be its own where there are any: a chain has certificates of others
 * @param algorithm what a JWK says that it is for
 */
record ReadKey(
        PrivateKey key,
        List<PublicKey> publicHalves,
        @Nullable String algorithm) {

    /** PKCS#8, encrypted or not, PKCS#1 or SEC 1 in PEM (RFC 7468). */
    static ReadKey pem(String pem, Decryption decryption) throws IOException {
        PemText text = PemText.of(pem);
        PemBlock key = text.privateHalf();
        if (key == null) {
            throw publicOnly();
        }
        PrivateKey privateKey = key.label().equals("ENCRYPTED PRIVATE KEY")
                ? DerKey.privateKey(decryption.open(key.der()))
                : DerKey.privateKey(key);
        return new ReadKey(
                privateKey,
                Stream.ofNullable(text.publicHalf()).map(DerKey::publicKey).toList(),
                null);
    }

    /** A private JWK (RFC 7517). */
    static ReadKey jwk(String text) {
        JwkText jwk = JwkText.read(text);
        if (jwk.verifying() instanceof SecretKey) {
            throw new KeyRefusedException("This is a symmetric key: Signet signs with key pairs only.");
        }
        if (!(jwk.signing() instanceof PrivateKey key)) {
            throw publicOnly();
        }
        if (!jwk.signs()) {
            throw new KeyRefusedException("The key_ops of the JWK do not include sign.");
        }
        return new ReadKey(key, List.of((PublicKey) jwk.verifying()), jwk.algorithm());
    }

    /** A PKCS#12 file (RFC 7292) in base64, with exactly one private key, which need not be encrypted. */
    static ReadKey pkcs12(String base64, Decryption decryption) throws IOException, PKCSException {
        PKCS12PfxPdu file = new PKCS12PfxPdu(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        decryption.verify(file);
        List<PrivateKeyInfo> keys = new ArrayList<>();
        List<SubjectPublicKeyInfo> halves = new ArrayList<>();
        for (ContentInfo part : file.getContentInfos()) {
            for (PKCS12SafeBag bag : decryption.open(part)) {
                Object value = bag.getBagValue();
                if (value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    keys.add(decryption.open(encrypted));
                } else if (value instanceof PrivateKeyInfo plain) {
                    keys.add(plain);
                } else if (value instanceof X509CertificateHolder certificate) {
                    halves.add(certificate.getSubjectPublicKeyInfo());
                }
            }
        }
        if (keys.size() != 1) {
            throw new KeyRefusedException("The PKCS#12 file must hold exactly one private key.");
        }
        return new ReadKey(
                DerKey.privateKey(keys.get(0)),
                halves.stream().flatMap(ReadKey::ofAKnownKind).toList(),
                null);
    }

    private static Stream<PublicKey> ofAKnownKind(SubjectPublicKeyInfo half) {
        try {
            return Stream.of(DerKey.publicKey(half));
        } catch (UnreadableKeyException e) {
            // of an authority, which may have a key of any kind
            return Stream.empty();
        }
    }

    private static KeyRefusedException publicOnly() {
        return new KeyRefusedException("This is a public key only: signing needs the private one.");
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "ReadKey";
    }
}
