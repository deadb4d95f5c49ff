package dev.signet.token.secret;

import dev.signet.base.database.ReplicaLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SecretRepository implements PanacheRepositoryBase<StoredSecret, String> {
    /** Until the transaction ends, no other replica makes the secret, or seals it anew. */
    void lock() {
        ReplicaLock.SERVER_SECRET.hold(getEntityManager());
    }
}
