package dev.signet.token.keystore;

import dev.signet.base.database.ReplicaLock;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
public class KeyRepository implements PanacheRepositoryBase<StoredKey, String> {
    /** Until the transaction ends, no other replica changes the ring. */
    public void lockRing() {
        ReplicaLock.KEY_RING.hold(getEntityManager());
    }

    /** PostgreSQL keeps no text with a NUL, nor takes one to compare with. */
    public Optional<StoredKey> byKid(String kid) {
        return kid.indexOf('\0') < 0 ? findByIdOptional(kid) : Optional.empty();
    }

    /** In the order in which they came to be, but for those of algorithms that only a newer replica knows. */
    public List<StoredKey> all() {
        return listAll(Sort.by("createdAt").and("kid")).stream()
                .filter(key -> JwsAlgorithm.ofRing(key.algorithm).isPresent())
                .toList();
    }
}
