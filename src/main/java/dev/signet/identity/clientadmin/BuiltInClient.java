package dev.signet.identity.clientadmin;

import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.InvalidScopeException;
import dev.signet.base.protocol.Scope;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.identity.client.AuthMethod;
import dev.signet.identity.client.ClientConfig;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.ClientType;
import dev.signet.identity.client.LongestToken;
import dev.signet.identity.client.StoredClient;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the built-in client where it is not there yet. */
@ApplicationScoped
class BuiltInClient {
    private final ClientRepository repository;
    private final ClientConfig config;
    private final TokenConfig tokens;
    private final LongestToken longest;

    BuiltInClient(ClientRepository repository, ClientConfig config, TokenConfig tokens, LongestToken longest) {
        this.repository = repository;
        this.config = config;
        this.tokens = tokens;
        this.longest = longest;
    }

    /**
     * Of replicas that start at once, one makes it.
     *
     * @throws ConfigurationException where users could not log in on its behalf
     */
    @Transactional
    void start(@Observes StartupEvent event) {
        repository.lockBuiltIn();
        Optional<StoredClient> there = repository.lock(config.clientId());
        there.ifPresent(this::check);
        if (there.isEmpty()) {
            make();
        }
    }

    private void make() {
        ClientEdit settings = settings();
        checkLength(settings);
        try {
            repository.add(StoredClient.made(config.clientId(), settings, true, repository.now()));
        } catch (DomainException e) {
            throw new ConfigurationException(
                    "signet.login.client-id: " + e.problem().detail());
        }
    }

    /**
     * The audience may be configured anew. A client that an administrator made is not taken: it would bring along what they put into
     * it, such as lifetimes and redirect URIs.
     */
    private void check(StoredClient client) {
        if (!client.builtIn()) {
            throw new ConfigurationException("signet.login.client-id: the client " + client.clientId()
                    + " was not made as the built-in one: delete it, or name another id");
        }
        if (ClientType.of(client.method()) != ClientType.PUBLIC || !client.enabled()) {
            throw new ConfigurationException("signet.login.client-id: the client " + client.clientId()
                    + " is not a public one that is enabled, so nobody could log in on its behalf");
        }
        SortedSet<String> audiences = new TreeSet<>(client.audiences());
        if (audiences.add(tokens.audience())) {
            repository.setAudiences(client.clientId(), audiences);
            repository.countChange();
        }
        checkLength(ClientEdit.of(client));
    }

    private void checkLength(ClientEdit client) {
        int excess = longest.excess(config.clientId(), client);
        if (excess > 0) {
            throw new ConfigurationException(
                    "signet.issuer, signet.token.audience and signet.login.scope, or the scopes and"
                            + " audiences that the client " + config.clientId() + " has, must be " + excess
                            + " characters shorter together: tokens of users with many roles would be too long, and they could not log in");
        }
    }

    /** What the built-in client is made with; nothing for the id of another. */
    Optional<ClientEdit> settings(String clientId) {
        return config.clientId().equals(clientId) ? Optional.of(settings()) : Optional.empty();
    }

    private ClientEdit settings() {
        return new ClientEdit(
                "First-party log-in",
                AuthMethod.NONE.code(),
                Set.of("refresh_token"),
                scopes(),
                Set.of(tokens.audience()),
                Set.of(),
                List.of(),
                true,
                null,
                null,
                null,
                null);
    }

    private Set<String> scopes() {
        try {
            return config.scope().isBlank()
                    ? Set.of()
                    : Scope.parse(config.scope()).names();
        } catch (InvalidScopeException e) {
            throw new ConfigurationException("signet.login.scope: " + e.description());
        }
    }
}
