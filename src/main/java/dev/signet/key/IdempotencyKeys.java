package dev.signet.key;

import dev.signet.idempotency.AnswerKeys;
import jakarta.enterprise.context.ApplicationScoped;
import javax.crypto.SecretKey;

/** What kept answers are named and sealed with: whoever copies the database lacks it. */
@ApplicationScoped
class IdempotencyKeys implements AnswerKeys {
    private final ServerSecret secret;

    IdempotencyKeys(ServerSecret secret) {
        this.secret = secret;
    }

    @Override
    public SecretKey derive(String purpose, byte[] salt) {
        return secret.derive(purpose, salt);
    }
}
