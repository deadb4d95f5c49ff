package dev.signet.jwt.encoding;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Keys in DER, as blocks of PEM hold them. Older forms (PKCS#1, SEC 1) are put into the one that Java reads. Whether a key is
 * good is not asked here. All methods throw {@link UnreadableKeyException} with the reason, and nothing of the key.
 */
public final class DerKey {
    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private DerKey() {}

    private interface DerReader<T> {
        T read() throws IOException, GeneralSecurityException;
    }

    /** Of a public key, or of a certificate, which stands for its key: nothing else of it is looked at. */
    public static PublicKey publicKey(PemBlock block) {
        return reading(block.label(), () -> {
            byte[] der = block.der();
            return switch (block.label()) {
                case "PUBLIC KEY" -> key(SubjectPublicKeyInfo.getInstance(der));
                case "RSA PUBLIC KEY" -> key(new SubjectPublicKeyInfo(RSA, RSAPublicKey.getInstance(der)));
                default -> key(Certificate.getInstance(der).getSubjectPublicKeyInfo());
            };
        });
    }

    /** Of a certificate that is in no PEM text. */
    public static PublicKey publicKey(SubjectPublicKeyInfo half) {
        return reading("CERTIFICATE", () -> key(half));
    }

    private static PublicKey key(SubjectPublicKeyInfo half) throws IOException, GeneralSecurityException {
        requireNamedCurve(half.getAlgorithm());
        X509EncodedKeySpec spec = new X509EncodedKeySpec(half.getEncoded());
        return firstThatReads(kind -> KeyFactory.getInstance(kind).generatePublic(spec));
    }

    /** Of a private key that is not encrypted. */
    public static PrivateKey privateKey(PemBlock block) {
        return reading(block.label(), () -> key(pkcs8(block)));
    }

    /** Of a private key that was decrypted. */
    public static PrivateKey privateKey(PrivateKeyInfo key) {
        return reading("PRIVATE KEY", () -> key(key));
    }

    private static PrivateKey key(PrivateKeyInfo key) throws IOException, GeneralSecurityException {
        requireNamedCurve(key.getPrivateKeyAlgorithm());
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(key.getEncoded());
        return firstThatReads(kind -> KeyFactory.getInstance(kind).generatePrivate(spec));
    }

    private static PrivateKeyInfo pkcs8(PemBlock block) throws IOException {
        if (block.isEncryptedByHeaders()) {
            throw refused(block, "is encrypted", "openssl pkcs8 -topk8 -nocrypt");
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.der());
            case "RSA PRIVATE KEY" -> new PrivateKeyInfo(RSA, RSAPrivateKey.getInstance(block.der()));
            case "EC PRIVATE KEY" -> elliptic(ECPrivateKey.getInstance(block.der()));
            case "ENCRYPTED PRIVATE KEY" -> throw refused(block, "is encrypted", "openssl pkcs8 -topk8 -nocrypt");
            case "OPENSSH PRIVATE KEY" ->
                throw refused(block, "is in a form of OpenSSH", "ssh-keygen -p -m PKCS8 -f, which changes the file,");
            default -> throw unknown(block.label());
        };
    }

    /** RFC 5915 section 3: there the curve is a member of the key. */
    private static PrivateKeyInfo elliptic(ECPrivateKey key) throws IOException {
        ASN1Encodable curve = key.getParametersObject();
        if (curve == null) {
            throw new UnreadableKeyException("the EC key names no curve");
        }
        return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
    }

    /** RFC 5480 section 2.1.1: parameters that are spelled out have fooled verifiers (CVE-2020-0601). */
    private static void requireNamedCurve(AlgorithmIdentifier kind) {
        if (kind.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && !(kind.getParameters() instanceof ASN1ObjectIdentifier)) {
            throw new UnreadableKeyException("the EC key has explicit parameters instead of the name of its curve: "
                    + "convert it with openssl pkey -ec_param_enc named_curve (a public key with -pubin -pubout too)");
        }
    }

    private static UnreadableKeyException refused(PemBlock block, String reason, String command) {
        return new UnreadableKeyException(
                "the private key (" + block.label() + ") " + reason + ": convert it with " + command);
    }

    /** Parsers answer hostile bytes with many kinds of exceptions, whose messages might quote them. */
    private static <T> T reading(String label, DerReader<T> reading) {
        try {
            return reading.read();
        } catch (UnreadableKeyException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError e) {
            throw unknown(label);
        }
    }

    private static UnreadableKeyException unknown(String label) {
        return new UnreadableKeyException("the text holds no key of a known kind: " + label
                + " (known are RSA, the curves P-256, P-384 and P-521, and Ed25519)");
    }

    private interface Factory<T> {
        T make(String kind) throws GeneralSecurityException;
    }

    /** DER says itself which kind of key it is: all factories but the right one refuse it. */
    private static <T> T firstThatReads(Factory<T> factory) throws GeneralSecurityException {
        for (String kind : new String[] {"RSA", "EC", "Ed25519"}) {
            try {
                return factory.make(kind);
            } catch (InvalidKeySpecException e) {
                // of another kind
            }
        }
        throw new InvalidKeySpecException();
    }
}
