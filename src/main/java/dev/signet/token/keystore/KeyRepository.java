package dev.signet.token.keystore;

import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Signing keys, as they rest in the database. */
@ApplicationScoped
public class KeyRepository {
    private final Sql database;
    private final KeyTable table;

    KeyRepository(Sql database) {
        this.database = database;
        this.table = database.of(KeyTable.class);
    }

    /** Until the transaction ends, no other replica changes the ring. */
    public void lockRing() {
        database.hold(ReplicaLock.KEY_RING);
    }

    /** PostgreSQL keeps no text with a NUL, nor takes one to compare with. */
    public Optional<StoredKey> find(String kid) {
        return kid.indexOf('\0') < 0 ? table.find(kid) : Optional.empty();
    }

    /** A key that is known to be there. */
    public StoredKey get(String kid) {
        return table.find(kid).orElseThrow();
    }

    /** In the order in which they came to be, but for those of algorithms that only a newer replica knows. */
    public List<StoredKey> all() {
        return table.all().stream()
                .filter(key -> JwsAlgorithm.ofRing(key.algorithm()).isPresent())
                .toList();
    }

    /** Writes a new key. */
    public void add(StoredKey key) {
        table.add(key);
    }

    /** Writes what became of a key, at once. */
    public void change(StoredKey key) {
        table.change(key);
    }
}
