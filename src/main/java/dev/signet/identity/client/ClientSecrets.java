package dev.signet.identity.client;

import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.crypto.Sha256;
import dev.signet.token.secret.ServerSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Makes client secrets and recognises them by a keyed hash: they are random, so nothing slow is needed, and without the server's
 * own secret a copy of the database cannot even be used to check a guess.
 */
@ApplicationScoped
public class ClientSecrets {
    /** Names the format, for us and for whoever scans texts for secrets. */
    private static final String PREFIX = "scs1_";

    private final ServerSecret server;

    ClientSecrets(ServerSecret server) {
        this.server = server;
    }

    /** A fresh secret of 256 random bits. */
    public static String random() {
        return PREFIX + RandomSecret.text();
    }

    public byte[] hash(String secret) {
        return Sha256.hmac(server.derive("client secret"), secret);
    }

    /** Which of these a secret is; the hash is made also where there is none. */
    public Optional<ValidSecret> find(String secret, List<ValidSecret> valid) {
        byte[] hash = hash(secret);
        Optional<ValidSecret> found = Optional.empty();
        for (ValidSecret candidate : valid) {
            if (MessageDigest.isEqual(candidate.hash(), hash)) {
                found = Optional.of(candidate);
            }
        }
        return found;
    }
}
