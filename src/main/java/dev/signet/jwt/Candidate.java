package dev.signet.jwt;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** A token on its way through the checks: each check may rely on what the ones before it found and left here. */
final class Candidate {
    final String token;
    final JsonWebSignature jws = new JsonWebSignature();

    private @Nullable JwsAlgorithm algorithm;
    private @Nullable VerificationKey key;
    private @Nullable JwtClaims claims;

    Candidate(String token) {
        this.token = token;
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

    JwtClaims claims() {
        return found(claims);
    }

    void claims(JwtClaims found) {
        this.claims = found;
    }

    private static <T> T found(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("checks run in the wrong order");
        }
        return value;
    }
}
