package dev.signet.session.list;

import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.session.lifecycle.SessionEnds;
import dev.signet.session.lifecycle.SessionFilter;
import dev.signet.token.bearer.LoginToken;
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

/** A user's own sessions: their devices. */
@Path("/api/me/sessions")
@RolesAllowed("**")
@Produces(MediaType.APPLICATION_JSON)
public class MySessionsResource {
    private final SessionList sessions;
    private final SessionEnds ends;
    private final JsonWebToken token;

    MySessionsResource(SessionList sessions, SessionEnds ends, JsonWebToken token) {
        this.sessions = sessions;
        this.ends = ends;
        this.token = token;
    }

    @GET
    public Page<SessionView> list(@BeanParam PageFilter page) {
        String current = LoginToken.session(token);
        return sessions.page(SessionFilter.ofUser(token.getSubject()), page, current);
    }

    @DELETE
    @Path("/{id}")
    public void end(@PathParam("id") UUID id) {
        LoginToken.session(token);
        ends.endOwn(token.getSubject(), id);
    }
}
