package dev.signet.identity.client;

import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.Scope;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.ClientTokenRules;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A client as it was at one moment. Immutable, and shared by many requests.
 *
 * @param clientId {@code client_id}, and the {@code sub} of tokens of its own
 * @param method how it authenticates
 * @param grants how it may come to tokens
 * @param scope the most that its tokens are for
 * @param audiences whom its tokens are for; as a resource server, which tokens are meant for it
 * @param roles {@code groups} of tokens of its own
 * @param jwks its public keys, where it registered them
 * @param jwksUri where it publishes its public keys
 * @param tokensValidFrom what was issued to it up to that second is dead
 * @param secrets that are valid, by their keyed hashes
 */
public record Client(
        String clientId,
        AuthMethod method,
        Set<GrantType> grants,
        Scope scope,
        SortedSet<String> audiences,
        SortedSet<String> roles,
        boolean enabled,
        Optional<Duration> tokenLifespan,
        Optional<JwsAlgorithm> tokenAlgorithm,
        Optional<String> jwks,
        Optional<URI> jwksUri,
        Optional<Instant> tokensValidFrom,
        List<ValidSecret> secrets) {

    public ClientType type() {
        return ClientType.of(method);
    }

    /** Which tokens it may have, and how they are made. */
    public ClientTokenRules tokens() {
        return new ClientTokenRules(
                clientId, scope, List.copyOf(audiences), tokenLifespan, tokenAlgorithm, tokensValidFrom);
    }

    /** Shows nothing but who it is. */
    @Override
    public String toString() {
        return "Client[" + clientId + "]";
    }
}
