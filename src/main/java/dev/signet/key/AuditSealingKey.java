package dev.signet.key;

import dev.signet.audit.SealingKey;
import jakarta.enterprise.context.ApplicationScoped;
import javax.crypto.SecretKey;

/** What audit events are sealed with: whoever copies or writes the database lacks it. */
@ApplicationScoped
class AuditSealingKey implements SealingKey {
    private static final byte[] NO_SALT = {};

    private final ServerSecret secret;

    AuditSealingKey(ServerSecret secret) {
        this.secret = secret;
    }

    @Override
    public SecretKey derive(String purpose) {
        return secret.derive(purpose, NO_SALT);
    }
}
