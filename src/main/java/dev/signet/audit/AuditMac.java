package dev.signet.audit;

import dev.signet.secret.DerivedKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Message authentication codes (HMAC with SHA-256, RFC 2104) by which a change of what is in the database shows. */
@ApplicationScoped
public class AuditMac {
    private static final String HMAC = "HmacSHA256";

    private final DerivedKeys key;
    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();

    AuditMac(DerivedKeys key) {
        this.key = key;
    }

    /**
     * The code of some bytes, in hexadecimal digits.
     *
     * @param purpose a constant: no code for one is taken for one of another
     * @param parts one after the other; at most one of them may be of any length
     */
    public String of(String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(keys.computeIfAbsent(purpose, key::derive));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
