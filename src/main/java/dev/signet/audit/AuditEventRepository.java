package dev.signet.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AuditEventRepository implements PanacheRepositoryBase<AuditEvent, UUID> {
    private static final String NEWEST_FIRST = " order by at desc, id desc";

    /** Events before that place, newest first: one range of one index. */
    List<AuditEvent> page(Optional<AuditPlace> before, int limit) {
        var events = before.map(place -> find("(at, id) < (?1, ?2)" + NEWEST_FIRST, place.at(), place.id()))
                .orElseGet(() -> find("from AuditEvent" + NEWEST_FIRST));
        return events.page(0, limit).list();
    }
}
