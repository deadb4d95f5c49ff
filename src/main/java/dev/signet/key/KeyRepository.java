package dev.signet.key;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class KeyRepository implements PanacheRepositoryBase<StoredKey, String> {
    /** Serialises changes of the ring between replicas until the transaction ends; an arbitrary number of ours. */
    private static final long RING_LOCK = 0x5167_6E65_7401L;

    void lockRing() {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(:lock)", Void.class)
                .setParameter("lock", RING_LOCK)
                .getResultList();
    }

    /** In the order in which they came to be. */
    List<StoredKey> all() {
        return listAll(Sort.by("createdAt").and("kid"));
    }
}
