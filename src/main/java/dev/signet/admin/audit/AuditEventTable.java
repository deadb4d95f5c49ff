package dev.signet.admin.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code audit_event} and {@code audit_unsealed}. */
interface AuditEventTable {
    /**
     * Writes an event, and that it is not part of the chain yet.
     *
     * @param mac see {@link UnsealedEvent}
     */
    @SqlUpdate("""
            with event as (insert into audit_event
            (id, at, actor, actor_name, actor_roles, action, target, outcome, address, correlation_id, change)
            values (:id, :at, :actor, :actorName, :actorRoles, :action, :target, :outcome, :address, :correlationId, :change)
            returning id)
            insert into audit_unsealed (event_id, mac) select id, :mac from event""")
    void add(@BindMethods AuditEvent event, String mac);

    @SqlQuery("select * from audit_event where id = :id")
    Optional<AuditEvent> find(UUID id);

    /** Newest first. */
    @SqlQuery("select * from audit_event where <conditions> order by at desc, id desc limit :limit")
    List<AuditEvent> page(@Define String conditions, @BindMap Map<String, Object> values, int limit);
}
