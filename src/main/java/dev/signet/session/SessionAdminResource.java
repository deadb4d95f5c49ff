package dev.signet.session;

import dev.signet.audit.AuditLog;
import dev.signet.oauth.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** Sessions, for administrators. */
@Path("/api/admin/sessions")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class SessionAdminResource {
    private final SessionEnds ends;
    private final AuditLog audit;
    private final JsonWebToken token;

    SessionAdminResource(SessionEnds ends, AuditLog audit, JsonWebToken token) {
        this.ends = ends;
        this.audit = audit;
        this.token = token;
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    @Operation(
            summary = "End a session, and all its tokens",
            description = "Roles: admin, user-admin. Repeating it changes nothing.")
    public void end(@PathParam("id") UUID id) {
        audit.orRefused(SessionEnds.END, id.toString(), () -> ends.end(id, token.getGroups()));
    }
}
