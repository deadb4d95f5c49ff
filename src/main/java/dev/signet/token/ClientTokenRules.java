package dev.signet.token;

import dev.signet.base.protocol.Scope;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens a client may have, and how they are made.
 *
 * @param clientId {@code client_id} (RFC 9068 section 2.2)
 * @param scope the most that they are for
 * @param audience {@code aud}: whom they are for, never empty
 * @param lifespan from {@code iat} to {@code exp}; where the client has none of its own, that of all tokens
 * @param algorithm what signs them; where the client has none of its own, that of all tokens
 * @param validFrom what was issued up to that second is dead. It belongs to what is said here: whoever grants by an older state
 *     of the client issues what is dead
 */
public record ClientTokenRules(
        String clientId,
        Scope scope,
        List<String> audience,
        Optional<Duration> lifespan,
        Optional<JwsAlgorithm> algorithm,
        Optional<Instant> validFrom) {

    /**
     * Those for some of the audience only (RFC 8707 section 2.2).
     *
     * @param asked nothing means all
     * @return nothing where one is not the client's
     */
    public Optional<ClientTokenRules> forAudience(Set<String> asked) {
        if (!audience.containsAll(asked)) {
            return Optional.empty();
        }
        List<String> chosen = asked.isEmpty() ? audience : List.copyOf(asked);
        return Optional.of(new ClientTokenRules(clientId, scope, chosen, lifespan, algorithm, validFrom));
    }

    /** Those signed as tokens are for which no client wants an algorithm of its own. */
    public ClientTokenRules signedAsUsual() {
        return new ClientTokenRules(clientId, scope, audience, lifespan, Optional.empty(), validFrom);
    }

    /** Those for no more than this scope. */
    public ClientTokenRules forScope(Scope narrower) {
        return new ClientTokenRules(clientId, narrower, audience, lifespan, algorithm, validFrom);
    }
}
