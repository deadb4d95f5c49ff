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
        return reading(block, () -> {
            byte[] der = block.der();
            SubjectPublicKeyInfo key =
                    switch (block.label()) {
                        case "PUBLIC KEY" -> SubjectPublicKeyInfo.getInstance(der);
                        case "RSA PUBLIC KEY" -> new SubjectPublicKeyInfo(RSA, RSAPublicKey.getInstance(der));
                        default -> Certificate.getInstance(der).getSubjectPublicKeyInfo();
                    };
            requireNamedCurve(key.getAlgorithm());
            X509EncodedKeySpec spec = new X509EncodedKeySpec(key.getEncoded());
            return firstThatReads(kind -> KeyFactory.getInstance(kind).generatePublic(spec));
        });
    }

    /** Of a private key that is not encrypted. */
    public static PrivateKey privateKey(PemBlock block) {
        return reading(block, () -> {
            byte[] der = pkcs8(block);
            requireNamedCurve(PrivateKeyInfo.getInstance(der).getPrivateKeyAlgorithm());
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
            return firstThatReads(kind -> KeyFactory.getInstance(kind).generatePrivate(spec));
        });
    }

    /** A private key that is not encrypted, as PKCS#8 (RFC 5958). */
    public static byte[] pkcs8(PemBlock block) {
        if (block.isEncryptedByHeaders()) {
            throw refused(block, "is encrypted", "openssl pkcs8 -topk8 -nocrypt");
        }
        return reading(block, () -> switch (block.label()) {
            case "PRIVATE KEY" -> block.der();
            case "RSA PRIVATE KEY" -> new PrivateKeyInfo(RSA, RSAPrivateKey.getInstance(block.der())).getEncoded();
            case "EC PRIVATE KEY" -> elliptic(ECPrivateKey.getInstance(block.der()));
            case "ENCRYPTED PRIVATE KEY" -> throw refused(block, "is encrypted", "openssl pkcs8 -topk8 -nocrypt");
            case "OPENSSH PRIVATE KEY" ->
                throw refused(block, "is in a form of OpenSSH", "ssh-keygen -p -m PKCS8 -f, which changes the file,");
            default -> throw new UnreadableKeyException("the PEM text holds no key of a known kind: " + block.label());
        });
    }

    /** RFC 5915 section 3: there the curve is a member of the key. */
    private static byte[] elliptic(ECPrivateKey key) throws IOException {
        ASN1Encodable curve = key.getParametersObject();
        if (curve == null) {
            throw new UnreadableKeyException("the EC key names no curve");
        }
        return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key).getEncoded();
    }

    /** RFC 5480 section 2.1.1: parameters that are spelled out have fooled verifiers (CVE-2020-0601). */
    public static void requireNamedCurve(AlgorithmIdentifier kind) {
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
    private static <T> T reading(PemBlock block, DerReader<T> reading) {
        try {
            return reading.read();
        } catch (UnreadableKeyException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError e) {
            throw new UnreadableKeyException("the PEM text holds no key of a known kind: " + block.label());
        }
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
