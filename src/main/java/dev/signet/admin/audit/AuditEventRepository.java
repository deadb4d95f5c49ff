package dev.signet.admin.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class AuditEventRepository implements PanacheRepositoryBase<AuditEvent, UUID> {
    private static final String NEWEST_FIRST = " order by at desc, id desc";

    private final AuditMac mac;

    AuditEventRepository(AuditMac mac) {
        this.mac = mac;
    }

    /** Writes an event, to be sealed when its transaction has committed. */
    public void write(AuditEvent event) {
        persist(event);
        getEntityManager().persist(UnsealedEvent.of(event, mac));
    }

    /**
     * Events before that place, newest first: one range of one index, that of the wanted actor, target, action or outcome if
     * one is wanted.
     */
    List<AuditEvent> page(AuditEventFilter wanted, Optional<AuditPlace> before, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> values = new HashMap<>(wanted.values());
        values.keySet().forEach(name -> conditions.add(condition(name)));
        before.ifPresent(place -> {
            conditions.add("(at, id) < (:at, :id)");
            values.putAll(Map.of("at", place.at(), "id", place.id()));
        });
        return find(String.join(" and ", conditions) + NEWEST_FIRST, values)
                .page(0, limit)
                .list();
    }

    private static String condition(String name) {
        return switch (name) {
            case AuditEventFilter.KIND -> "split_part(action, '.', 1) = :kind";
            case AuditEventFilter.FROM -> "at >= :from";
            case AuditEventFilter.TO -> "at < :to";
            default -> name + " = :" + name;
        };
    }
}
