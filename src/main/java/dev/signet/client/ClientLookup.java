package dev.signet.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Reads clients from the database: each method is a short transaction. */
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

    /** How many changes there were, of any client. */
    @Transactional
    long changes() {
        return repository.changes();
    }
}
