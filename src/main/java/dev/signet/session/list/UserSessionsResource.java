package dev.signet.session.list;

import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.identity.user.Users;
import dev.signet.session.lifecycle.SessionEnds;
import dev.signet.session.lifecycle.SessionFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A user's sessions, for administrators. */
@Path("/api/admin/users/{id}/sessions")
@Produces(MediaType.APPLICATION_JSON)
public class UserSessionsResource {
    private final SessionList sessions;
    private final SessionEnds ends;
    private final Users users;
    private final AdministrativeChanges changes;
    private final JsonWebToken token;

    UserSessionsResource(
            SessionList sessions, SessionEnds ends, Users users, AdministrativeChanges changes, JsonWebToken token) {
        this.sessions = sessions;
        this.ends = ends;
        this.users = users;
        this.changes = changes;
        this.token = token;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.AUDITOR})
    public Page<SessionView> list(@PathParam("id") UUID user, @BeanParam PageFilter page) {
        users.checkKnown(user.toString());
        return sessions.page(SessionFilter.ofUser(user.toString()), page, token.getClaim("sid"));
    }

    @DELETE
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    public void endAll(@PathParam("id") UUID user) {
        changes.make(RequestedChange.on(SessionEnds.END_ALL, user.toString()), by -> ends.endAll(user, by.roles()));
    }
}
