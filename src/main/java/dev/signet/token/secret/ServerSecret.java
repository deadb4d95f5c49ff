package dev.signet.token.secret;

import dev.signet.base.crypto.DerivedKeys;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * A random secret of 256 bits that all replicas share and nobody sees: keys for message authentication are derived from it.
 * It rests in the database under the encryption key, as private keys do, so a copy of the database does not give it away,
 * and what was made with it outlives a change of the encryption key.
 */
@ApplicationScoped
public class ServerSecret implements DerivedKeys {
    private static final int BYTES = 32;

    private final SecretStorage storage;
    private volatile byte[] secret = {};

    ServerSecret(SecretStorage storage) {
        this.storage = storage;
    }

    /** Before all others, whose first audit event needs it; a secret that cannot be opened stops the start. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent event) {
        secret = storage.load();
    }

    @Override
    public SecretKey derive(String purpose, byte[] salt) {
        if (secret.length == 0) {
            throw new IllegalStateException("The server's secret is not there yet");
        }
        return derive(secret, salt, purpose.getBytes(StandardCharsets.US_ASCII));
    }

    static SecretKey derive(byte[] secret, byte[] salt, byte[] info) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(SHA256Digest.newInstance());
        hkdf.init(new HKDFParameters(secret, salt, info));
        byte[] key = new byte[BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return new SecretKeySpec(key, "HmacSHA256");
    }
}
