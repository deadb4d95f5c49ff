package dev.signet.setup;

import dev.signet.database.OneColumn;
import dev.signet.database.ReplicaLock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.Session;

/** What the file owns. */
@ApplicationScoped
class SetupRepository {
    private final Session database;

    SetupRepository(Session database) {
        this.database = database;
    }

    /** Until the transaction ends, no other replica sets up. */
    void lock() {
        ReplicaLock.SETUP.hold(database);
    }

    List<String> owned(String kind) {
        return OneColumn.query(
                        database, "select id from declared_item where kind = :kind order by id", "id", String.class)
                .setParameter("kind", kind)
                .getResultList();
    }

    void own(String kind, String id) {
        database.createNativeMutationQuery("insert into declared_item values (:kind, :id) on conflict do nothing")
                .setParameter("kind", kind)
                .setParameter("id", id)
                .executeUpdate();
    }

    void disown(String kind, String id) {
        database.createNativeMutationQuery("delete from declared_item where kind = :kind and id = :id")
                .setParameter("kind", kind)
                .setParameter("id", id)
                .executeUpdate();
    }
}
