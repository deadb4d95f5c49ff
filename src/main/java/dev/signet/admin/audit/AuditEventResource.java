package dev.signet.admin.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit trail, for administrators and auditors. */
@Path("/api/admin/audit-events")
@Produces(MediaType.APPLICATION_JSON)
public class AuditEventResource {
    private final AuditEventRepository events;

    AuditEventResource(AuditEventRepository events) {
        this.events = events;
    }

    /**
     * An event as auditors see it.
     *
     * @param change a JSON object, as it was written
     */
    public record AuditEventView(
            UUID id,
            Instant at,
            String actor,
            @Nullable String actorName,
            SortedSet<String> actorRoles,
            String action,
            String target,

            String outcome,

            @Nullable String address,
            @Nullable String correlationId,

            @JsonRawValue @Nullable String change) {

        static AuditEventView of(AuditEvent event) {
            return new AuditEventView(
                    event.id,
                    event.at,
                    event.actor,
                    event.actorName,
                    event.actorRoles,
                    event.action,
                    event.target,
                    event.outcome,
                    event.address,
                    event.correlationId,
                    event.change);
        }
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Transactional
    public Page<AuditEventView> list(@Valid @BeanParam AuditEventFilter wanted, @BeanParam PageFilter page) {
        Listing listing = wanted.listing();
        var found = events.page(wanted, listing.place(page.cursor(), AuditPlace::parse), page.most());
        return listing.page(found, page, event -> AuditPlace.of(event).key(), AuditEventView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Transactional
    public AuditEventView get(@PathParam("id") UUID id) {
        return events.findByIdOptional(id).map(AuditEventView::of).orElseThrow(NotFoundException::new);
    }
}
