package dev.signet.identity.clientcache;

import dev.signet.base.database.Sql;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** The changes of clients, as replicas look at them. */
@ApplicationScoped
class ClientChangeRepository {
    private final Sql database;
    private final ClientChangeTable table;

    ClientChangeRepository(Sql database) {
        this.database = database;
        this.table = database.of(ClientChangeTable.class);
    }

    /** Reads what was committed since an earlier reading, and perhaps some that was read already. */
    @Transactional
    ClientChanges read(ClientChanges before) {
        // before the rows, so that none falls between the two
        long next = database.oldestTransaction();
        long from = before.equals(ClientChanges.NONE) ? next : before.next();
        return new ClientChanges(next, database.now(), table.since(from));
    }

    private Instant latest() {
        return database.now().minus(ClientChanges.KEPT);
    }

    /** Changes that every replica has read: one that was away for longer forgets all clients. */
    @Produces
    @Singleton
    Sweep sweep() {
        return new Sweep(
                "client-change",
                "client_change",
                atMost -> table.remove(latest(), atMost),
                () -> table.countObsolete(latest()));
    }
}
