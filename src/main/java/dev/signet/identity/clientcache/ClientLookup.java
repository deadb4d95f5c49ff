package dev.signet.identity.clientcache;

import dev.signet.identity.client.Client;
import dev.signet.identity.client.ClientId;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.Proof;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads clients from the database: each method is a short transaction, or part of the current one. */
@ApplicationScoped
public class ClientLookup {
    private final ClientRepository repository;
    private final ClientChangeRepository changes;

    ClientLookup(ClientRepository repository, ClientChangeRepository changes) {
        this.repository = repository;
        this.changes = changes;
    }

    @Transactional
    Optional<Client> find(String clientId) {
        return repository.byId(clientId).map(client -> client.snapshot(repository.secrets(clientId)));
    }

    /** How each client proves to be itself, by its id. */
    @Transactional
    Map<String, Proof> proofs() {
        return repository.proofs();
    }

    @Transactional(TxType.MANDATORY)
    void lock(Set<String> subjects) {
        repository.lock(subjects.stream().filter(ClientId::isOne).toList());
    }

    @Transactional(TxType.MANDATORY)
    Optional<Set<String>> roles(String clientId, Instant issuedAt) {
        return repository
                .byId(clientId)
                .filter(client -> client.enabled() && client.accepts(issuedAt))
                .map(client -> client.roles());
    }

    /** The changes since an earlier reading, of any client. */
    ClientChanges changes(ClientChanges before) {
        return changes.read(before);
    }
}
