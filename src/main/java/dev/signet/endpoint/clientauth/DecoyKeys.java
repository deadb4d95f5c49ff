package dev.signet.endpoint.clientauth;

import dev.signet.jwt.JwtKey;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keys whose private halves are thrown away, one for each algorithm. An assertion for which there is no key is verified with
 * one of them: that it is refused then takes as long as with a wrong signature, and does not tell which clients there are.
 */
@ApplicationScoped
class DecoyKeys {
    private final Map<JwsAlgorithm, JwtKey> keys = new EnumMap<>(JwsAlgorithm.class);
    private final Function<JwsAlgorithm, KeyPair> generator;

    @Inject
    DecoyKeys() {
        this(JwsAlgorithm::generateKeyPair);
    }

    DecoyKeys(Function<JwsAlgorithm, KeyPair> generator) {
        this.generator = generator;
    }

    /** The key for this algorithm, which must be one with two halves. It is made when it is needed first. */
    synchronized JwtKey of(JwsAlgorithm algorithm) {
        return keys.computeIfAbsent(
                algorithm, missing -> JwtKey.of(generator.apply(missing).getPublic(), missing));
    }
}
