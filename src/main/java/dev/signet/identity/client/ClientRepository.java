package dev.signet.identity.client;

import dev.signet.base.database.BrokenConstraint;
import dev.signet.base.database.NewId;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.base.problem.DomainException;
import dev.signet.base.resource.TextRange;
import dev.signet.identity.role.HeldRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;

/** Clients and their secrets, as they rest in the database. */
@ApplicationScoped
public class ClientRepository {
    /** The unique index over a column that is equal for ids that look alike; a trigger sets it. */
    private static final String LOOK = "client_look";

    private final Sql database;
    private final ClientTable table;

    ClientRepository(Sql database) {
        this.database = database;
        this.table = database.of(ClientTable.class);
    }

    /** Not every text is an id. */
    public Optional<StoredClient> byId(String clientId) {
        return ClientId.isOne(clientId) ? table.find(clientId) : Optional.empty();
    }

    /** The client, which nobody else changes until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<StoredClient> lock(String clientId) {
        return ClientId.isOne(clientId) ? table.lock(clientId) : Optional.empty();
    }

    /** Locks clients in the order of their ids. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(List<String> ids) {
        if (!ids.isEmpty()) {
            var unused = table.lock(ids);
        }
    }

    /** Clients ordered by id: one range of one index. */
    public List<StoredClient> page(TextRange ids, int limit) {
        return table.page(ids.after(), ids.from(), ids.until(), limit);
    }

    /** Writes a new client; the database decides who was first. */
    public void add(StoredClient client) {
        if (table.find(client.clientId()).isPresent()) {
            throw ClientRefusal.exists();
        }
        try {
            table.add(client);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** Writes other settings; the database decides which roles there are. */
    public StoredClient change(String clientId, ClientEdit to) {
        try {
            return table.change(clientId, to);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private static RuntimeException refused(RuntimeException e) {
        return BrokenConstraint.of(e)
                .<RuntimeException>map(ClientRepository::refusal)
                .orElse(e);
    }

    private static DomainException refusal(BrokenConstraint broken) {
        if (broken.reference()) {
            return HeldRoles.unknown();
        }
        return LOOK.equals(broken.name()) ? ClientRefusal.confusable() : ClientRefusal.exists();
    }

    /** The audiences of the built-in client follow the configuration. */
    public void setAudiences(String clientId, SortedSet<String> audiences) {
        table.setAudiences(clientId, audiences);
    }

    /** Says whether the setup file declares the client. */
    public void declare(String clientId, boolean declared) {
        table.declare(clientId, declared);
    }

    /** From when on tokens that are issued to it count. */
    public void acceptTokensAfter(String clientId, Instant from) {
        table.acceptTokensAfter(clientId, from);
    }

    public void remove(String clientId) {
        table.remove(clientId);
    }

    /** The secrets of a client, the earliest first. */
    public List<StoredClientSecret> secrets(String clientId) {
        return table.secrets(clientId);
    }

    /** How each client proves to be itself, by its id: one query for all. */
    public Map<String, Proof> proofs() {
        Map<String, Proof> proofs = new HashMap<>();
        for (ClientTable.ProofRow row : table.proofs()) {
            Proof proof = proofs.computeIfAbsent(
                    row.clientId(),
                    id -> new Proof(AuthMethod.named(row.authMethod()).orElseThrow(), new ArrayList<>()));
            if (row.id() != null && row.hash() != null) {
                proof.secrets().add(new ValidSecret(row.id(), row.hash()));
            }
        }
        return proofs;
    }

    /** Gives a client one more secret; returns its id. */
    public UUID addSecret(String clientId, byte[] hash) {
        StoredClientSecret secret = new StoredClientSecret(NewId.next(), clientId, hash, now(), null);
        table.add(secret);
        return secret.id();
    }

    public void remove(List<StoredClientSecret> secrets) {
        if (!secrets.isEmpty()) {
            table.removeSecrets(secrets.stream().map(StoredClientSecret::id).toList());
        }
    }

    /** Notes when secrets were used, where that is later than what is noted: one statement for all. */
    public void used(Map<UUID, Instant> uses) {
        List<UUID> ids = uses.keySet().stream().sorted().toList();
        table.used(ids, ids.stream().map(id -> String.valueOf(uses.get(id))).toList());
    }

    /** Notes a change, by which replicas know that what they remember is out of date. */
    public void countChange() {
        table.countChange();
    }

    /** The time by the clock that all replicas share. */
    public Instant now() {
        return database.now();
    }

    /** Until the transaction ends, no other replica makes the built-in client. */
    public void lockBuiltIn() {
        database.hold(ReplicaLock.BUILT_IN_CLIENT);
    }
}
