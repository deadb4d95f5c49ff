package dev.signet.key;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class KeyRepository implements PanacheRepositoryBase<StoredKey, String> {
    /** In the order in which they came to be. */
    List<StoredKey> all() {
        return listAll(Sort.by("createdAt").and("kid"));
    }
}
