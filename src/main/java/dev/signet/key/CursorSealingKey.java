package dev.signet.key;

import dev.signet.http.CursorKey;
import jakarta.enterprise.context.ApplicationScoped;
import javax.crypto.SecretKey;

/** What cursors are sealed with: no client can make one. */
@ApplicationScoped
class CursorSealingKey implements CursorKey {
    private static final byte[] NO_SALT = {};

    private final ServerSecret secret;

    CursorSealingKey(ServerSecret secret) {
        this.secret = secret;
    }

    @Override
    public SecretKey derive() {
        return secret.derive("seal of cursors", NO_SALT);
    }
}
