package dev.signet.admin.audit;

import dev.signet.base.database.Conditions;
import dev.signet.base.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The audit trail as it is stored. */
@ApplicationScoped
public class AuditEventRepository {
    private final AuditEventTable table;
    private final AuditMac mac;

    AuditEventRepository(Sql database, AuditMac mac) {
        this.table = database.of(AuditEventTable.class);
        this.mac = mac;
    }

    /** Writes an event, to be sealed when its transaction has committed. */
    public void write(AuditEvent event) {
        table.add(event, UnsealedEvent.macOf(event, mac));
    }

    Optional<AuditEvent> find(UUID id) {
        return table.find(id);
    }

    /**
     * Events before that place, newest first: one range of one index, that of the wanted actor, target, action or outcome if
     * one is wanted.
     */
    List<AuditEvent> page(AuditEventFilter wanted, Optional<AuditPlace> before, int limit) {
        Conditions conditions = wanted.conditions()
                .and("(at, id) < (:beforeAt, :beforeId)", "beforeAt", before.map(AuditPlace::at))
                .with("beforeId", before.map(AuditPlace::id));
        return table.page(conditions.sql(), conditions.values(), limit);
    }
}
