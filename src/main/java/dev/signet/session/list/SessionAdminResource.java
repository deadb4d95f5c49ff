package dev.signet.session.list;

import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.session.lifecycle.SessionEnds;
import dev.signet.session.lifecycle.SessionFilter;
import dev.signet.session.lifecycle.SessionId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Sessions, for administrators. */
@Path("/api/admin/sessions")
@Produces(MediaType.APPLICATION_JSON)
public class SessionAdminResource {
    private final SessionList sessions;
    private final SessionEnds ends;
    private final AdministrativeChanges changes;
    private final JsonWebToken token;

    SessionAdminResource(SessionList sessions, SessionEnds ends, AdministrativeChanges changes, JsonWebToken token) {
        this.sessions = sessions;
        this.ends = ends;
        this.changes = changes;
        this.token = token;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.AUDITOR})
    public Page<SessionView> list(@BeanParam @Valid SessionFilter wanted, @BeanParam PageFilter page) {
        return sessions.page(wanted, page, token.getClaim("sid"));
    }

    @DELETE
    @RolesAllowed(Role.ADMIN)
    public void endAll(@BeanParam @Valid SessionFilter wanted, @Context UriInfo uri) {
        wanted.checkIsMeant(uri.getQueryParameters());
        RequestedChange act = RequestedChange.of(SessionEnds.END_MANY, wanted.toString());
        // the caller's own session ends last: without it, the caller is not confirmed
        Optional<UUID> own = Optional.ofNullable(token.<String>getClaim("sid")).flatMap(SessionId::of);
        changes.reported(act, () -> {
            Optional<UUID> last = changes.confirmed(act, by -> ends.endSome(wanted, own, Optional.empty()));
            while (last.isPresent()) {
                Optional<UUID> before = last;
                last = changes.confirmed(act, by -> ends.endSome(wanted, own, before));
            }
            return changes.confirmed(act, by -> ends.endedMany(wanted, own));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    public void end(@PathParam("id") UUID id) {
        changes.make(RequestedChange.of(SessionEnds.END, id.toString()), by -> ends.end(id, by.roles()));
    }
}
