package dev.signet.admin.audit;

import dev.signet.base.crypto.DerivedKeys;
import dev.signet.base.crypto.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;

/** Message authentication codes (HMAC with SHA-256, RFC 2104) by which a change of what is in the database shows. */
@ApplicationScoped
public class AuditMac {

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
        return HexFormat.of().formatHex(Sha256.hmac(keys.computeIfAbsent(purpose, key::derive), parts));
    }
}
