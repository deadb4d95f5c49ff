package dev.signet.token.keyimport;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The certificate that a PKCS#12 file of the JDK needs beside each key. */
public final class SelfSigned {
    private SelfSigned() {}

    public static Certificate certificate(PrivateKey key, PublicKey half) throws Exception {
        return certificate(key, half, "test");
    }

    public static Certificate certificate(PrivateKey key, PublicKey half, String commonName) throws Exception {
        AlgorithmIdentifier algorithm;
        Signature signature;
        if (key instanceof ECPrivateKey) {
            algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
            signature = Signature.getInstance("SHA256withECDSA");
        } else if (key instanceof RSAPrivateKey) {
            algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption);
            signature = Signature.getInstance("SHA256withRSA");
        } else {
            algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));
            signature = Signature.getInstance("Ed25519");
        }
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(1));
        generator.setIssuer(new X500Name("CN=" + commonName));
        generator.setSubject(new X500Name("CN=" + commonName));
        generator.setStartDate(new Time(new DERGeneralizedTime("20200101000000Z")));
        generator.setEndDate(new Time(new DERGeneralizedTime("20990101000000Z")));
        generator.setSignature(algorithm);
        generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(half.getEncoded()));
        TBSCertificate body = generator.generateTBSCertificate();
        signature.initSign(key);
        signature.update(body.getEncoded());
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(body);
        parts.add(algorithm);
        parts.add(new DERBitString(signature.sign()));
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
    }
}
