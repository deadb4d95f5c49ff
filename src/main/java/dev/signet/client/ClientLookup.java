package dev.signet.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads clients from the database: each method is a short transaction, or part of the current one. */
@ApplicationScoped
class ClientLookup {
    private final ClientRepository repository;

    ClientLookup(ClientRepository repository) {
        this.repository = repository;
    }

    @Transactional
    Optional<Client> find(String clientId) {
        return repository.byId(clientId).map(client -> client.snapshot(repository.secrets(clientId)));
    }

    @Transactional(TxType.MANDATORY)
    void lock(Set<String> subjects) {
        repository.lock(subjects.stream().filter(ClientId::isOne).toList());
    }

    @Transactional(TxType.MANDATORY)
    Optional<Set<String>> roles(String clientId, Instant issuedAt) {
        return repository
                .byId(clientId)
                .filter(client -> client.enabled && client.accepts(issuedAt))
                .map(client -> client.roles);
    }

    /** How many changes there were, of any client. */
    @Transactional
    long changes() {
        return repository.changes();
    }
}
