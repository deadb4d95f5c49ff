package dev.signet.token.keyimport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.jspecify.annotations.Nullable;

/**
 * The bags of a PKCS#12 file that are in no encrypted container (RFC 7292 section 4.2). Java's key store passes over keys there that
 * are not encrypted themselves. Faults of form surface as runtime exceptions of the parser.
 */
final class OpenBags {
    private final List<SafeBag> bags = new ArrayList<>();

    OpenBags(byte[] file) {
        ContentInfo outer = Pfx.getInstance(file).getAuthSafe();
        for (ContentInfo part : AuthenticatedSafe.getInstance(content(outer)).getContentInfo()) {
            if (part.getContentType().equals(PKCSObjectIdentifiers.data)) {
                for (ASN1Encodable bag : ASN1Sequence.getInstance(content(part))) {
                    bags.add(SafeBag.getInstance(bag));
                }
            }
        }
    }

    private static byte[] content(ContentInfo info) {
        return ASN1OctetString.getInstance(info.getContent()).getOctets();
    }

    /** Keys that are not encrypted, each of which holds PKCS#8. */
    List<SafeBag> plainKeys() {
        return ofKind(PKCSObjectIdentifiers.keyBag);
    }

    /** Keys that are encrypted each by itself. */
    List<SafeBag> encryptedKeys() {
        return ofKind(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag);
    }

    private List<SafeBag> ofKind(ASN1ObjectIdentifier kind) {
        return bags.stream().filter(bag -> bag.getBagId().equals(kind)).toList();
    }

    /** The certificate of a key, in DER: that with the same {@code localKeyId} (RFC 2985 section 5.5.2); null without one. */
    byte @Nullable [] certificateOf(SafeBag key) {
        ASN1Set id = localKeyId(key);
        for (SafeBag bag : ofKind(PKCSObjectIdentifiers.certBag)) {
            CertBag certificate = CertBag.getInstance(bag.getBagValue());
            if (id != null
                    && id.equals(localKeyId(bag))
                    && certificate.getCertId().equals(PKCSObjectIdentifiers.x509Certificate)) {
                return ASN1OctetString.getInstance(certificate.getCertValue()).getOctets();
            }
        }
        return null;
    }

    private static @Nullable ASN1Set localKeyId(SafeBag bag) {
        ASN1Set attributes = bag.getBagAttributes();
        if (attributes != null) {
            for (ASN1Encodable each : attributes) {
                Attribute attribute = Attribute.getInstance(each);
                if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_localKeyId)) {
                    return attribute.getAttrValues();
                }
            }
        }
        return null;
    }

    /** What a bag of a key holds, in DER. */
    static byte[] value(SafeBag bag) throws IOException {
        return bag.getBagValue().toASN1Primitive().getEncoded();
    }
}
