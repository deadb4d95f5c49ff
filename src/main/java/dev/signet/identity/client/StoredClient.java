package dev.signet.identity.client;

import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.Scope;
import dev.signet.base.resource.EntityTag;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client as it rests in the database.
 *
 * @param builtIn whether a start made it as the client of log-ins
 * @param tokenLifespan in seconds
 * @param declared by the setup file
 */
public record StoredClient(
        String clientId,
        String name,
        String type,
        String authMethod,
        SortedSet<String> grants,
        SortedSet<String> scopes,
        SortedSet<String> audiences,
        SortedSet<String> roles,
        List<String> redirectUris,
        boolean enabled,
        boolean builtIn,
        @Nullable Integer tokenLifespan,
        @Nullable String tokenAlgorithm,
        @Nullable String jwks,
        @Nullable String jwksUri,
        Instant createdAt,
        @Nullable Instant tokensValidFrom,
        boolean declared,
        long version) {

    /** A client that is not written yet. */
    public static StoredClient made(String clientId, ClientEdit settings, boolean builtIn, Instant now) {
        return new StoredClient(
                clientId,
                settings.name(),
                ClientType.of(settings.method()).text(),
                settings.authMethod(),
                new TreeSet<>(settings.grants()),
                new TreeSet<>(settings.scopes()),
                new TreeSet<>(settings.audiences()),
                new TreeSet<>(settings.roles()),
                List.copyOf(settings.redirectUris()),
                settings.enabled(),
                builtIn,
                settings.tokenLifespan(),
                settings.tokenAlgorithm(),
                settings.jwksText(),
                settings.jwksUri(),
                now,
                null,
                false,
                EntityTag.firstVersion());
    }

    public AuthMethod method() {
        return AuthMethod.named(authMethod).orElseThrow();
    }

    /** Whether a token that was issued to it then still counts: {@code iat} tells no more than the second. */
    public boolean accepts(Instant issuedAt) {
        return tokensValidFrom == null || issuedAt.getEpochSecond() > tokensValidFrom.getEpochSecond();
    }

    public EntityTag tag() {
        return EntityTag.of(version);
    }

    /** As it is at this moment. */
    public Client snapshot(List<StoredClientSecret> secrets) {
        return new Client(
                clientId,
                method(),
                grantTypes(),
                Scope.of(scopes),
                Collections.unmodifiableSortedSet(new TreeSet<>(audiences)),
                Collections.unmodifiableSortedSet(new TreeSet<>(roles)),
                enabled,
                Optional.ofNullable(tokenLifespan).map(Duration::ofSeconds),
                Optional.ofNullable(tokenAlgorithm).flatMap(JwsAlgorithm::ofRing),
                Optional.ofNullable(jwks),
                Optional.ofNullable(jwksUri).map(URI::create),
                Optional.ofNullable(tokensValidFrom),
                secrets.stream().map(StoredClientSecret::valid).toList());
    }

    private Set<GrantType> grantTypes() {
        Set<GrantType> types = EnumSet.noneOf(GrantType.class);
        grants.forEach(code -> GrantType.named(code).ifPresent(types::add));
        return Collections.unmodifiableSet(types);
    }

    /** Shows nothing but who it is. */
    @Override
    public String toString() {
        return "StoredClient[" + clientId + "]";
    }
}
