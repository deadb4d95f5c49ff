package dev.signet.token.keyimport;

import dev.signet.jwt.encoding.DerKey;
import dev.signet.jwt.strength.PrivateNumbers;
import dev.signet.jwt.strength.PrivateNumbers.Edwards;
import dev.signet.jwt.strength.PrivateNumbers.Elliptic;
import dev.signet.jwt.strength.PrivateNumbers.Rsa;
import java.io.IOException;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Reads the numbers out of PKCS#8 (RFC 5208, 5958; RFC 8017 appendix A.1.2, RFC 5915, RFC 8410). */
final class Pkcs8 {
    private static final Map<ASN1ObjectIdentifier, String> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    /** RFC 8410 section 3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    private Pkcs8() {}

    /**
     * Reads.
     *
     * @throws dev.signet.jwt.encoding.UnreadableKeyException for elliptic curves that are not named
     * @throws KeyRefusedException for kinds of key that Signet does not sign with
     * @throws IOException when it is not PKCS#8; other faults of form surface as runtime exceptions of the parser
     */
    static PrivateNumbers read(byte[] der) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
        ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
        ASN1BitString publicHalf = info.getPublicKeyData();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
        }
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            DerKey.requireNamedCurve(info.getPrivateKeyAlgorithm());
            ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
            return elliptic(info.getPrivateKeyAlgorithm().getParameters(), key, publicHalf);
        }
        if (kind.equals(ED25519)) {
            byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
            return new Edwards(seed, publicHalf == null ? null : publicHalf.getOctets());
        }
        throw new KeyRefusedException("Unsupported kind of key: RSA, P-256, P-384, P-521 and Ed25519 are accepted.");
    }

    private static Rsa rsa(RSAPrivateKey key) {
        return new Rsa(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrime1(),
                key.getPrime2(),
                key.getExponent1(),
                key.getExponent2(),
                key.getCoefficient());
    }

    private static Elliptic elliptic(
            @Nullable ASN1Encodable parameters, ECPrivateKey key, @Nullable ASN1BitString outerHalf) {
        String curve = parameters instanceof ASN1ObjectIdentifier name ? CURVES.get(name) : null;
        if (curve == null) {
            throw new KeyRefusedException("Unsupported curve: P-256, P-384, P-521 and Ed25519 are accepted.");
        }
        if (key.getParametersObject() != null && !key.getParametersObject().equals(parameters)) {
            throw new KeyRefusedException("The key names two different curves.");
        }
        ASN1BitString innerHalf = key.getPublicKey();
        if (innerHalf != null && outerHalf != null && !innerHalf.equals(outerHalf)) {
            throw KeyRefusedException.mismatch();
        }
        ASN1BitString half = innerHalf == null ? outerHalf : innerHalf;
        return new Elliptic(curve, key.getKey(), half == null ? null : half.getOctets());
    }
}
