package dev.signet.admin.audit;

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
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The audit trail, for administrators and auditors. */
@Path("/api/admin/audit-events")
@Produces(MediaType.APPLICATION_JSON)
public class AuditEventResource {
    private final AuditEventRepository events;

    AuditEventResource(AuditEventRepository events) {
        this.events = events;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Transactional
    public Page<AuditEvent> list(@Valid @BeanParam AuditEventFilter wanted, @BeanParam PageFilter page) {
        Listing listing = wanted.listing();
        var found = events.page(wanted, listing.place(page.cursor(), AuditPlace::parse), page.most());
        return listing.page(found, page, event -> AuditPlace.of(event).key(), UnaryOperator.identity());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Transactional
    public AuditEvent get(@PathParam("id") UUID id) {
        return events.find(id).orElseThrow(NotFoundException::new);
    }
}
