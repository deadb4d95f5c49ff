package dev.signet.jwt;

import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;

/** A token on its way through the checks: each check may rely on what the ones before it found and left here. */
final class Candidate {
    final String token;
    final JsonWebSignature jws = new JsonWebSignature();

    private @Nullable Map<String, Object> header;
    private @Nullable JwsAlgorithm algorithm;
    private @Nullable VerificationKey key;
    private @Nullable Map<String, Object> claims;

    Candidate(String token) {
        this.token = token;
    }

    Map<String, Object> header() {
        return found(header);
    }

    void header(Map<String, Object> found) {
        this.header = found;
    }

    JwsAlgorithm algorithm() {
        return found(algorithm);
    }

    void algorithm(JwsAlgorithm found) {
        this.algorithm = found;
    }

    VerificationKey key() {
        return found(key);
    }

    void key(VerificationKey found) {
        this.key = found;
    }

    Map<String, Object> claims() {
        return found(claims);
    }

    void claims(Map<String, Object> found) {
        this.claims = found;
    }

    private static <T> T found(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("checks run in the wrong order");
        }
        return value;
    }
}
