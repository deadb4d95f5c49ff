package dev.signet.endpoint.login;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who the token says you are. */
@Path("/api/me")
@RolesAllowed("**")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
    private final JsonWebToken token;

    MeResource(JsonWebToken token) {
        this.token = token;
    }

    /** What an access token says of its bearer. */
    public record Me(
            String subject,
            String username,
            Set<String> roles,
            @Nullable String scope,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable String sessionId) {}

    @GET
    @NonBlocking
    public Me me() {
        return new Me(
                token.getSubject(),
                token.getName(),
                new TreeSet<>(token.getGroups()),
                token.getClaim("scope"),
                Instant.ofEpochSecond(token.getIssuedAtTime()),
                Instant.ofEpochSecond(token.getExpirationTime()),
                token.getClaim("sid"));
    }
}
