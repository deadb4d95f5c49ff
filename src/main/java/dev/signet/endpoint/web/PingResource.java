package dev.signet.endpoint.web;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Is anybody there? Open to everyone, touches nothing. */
@Path("/api/ping")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class PingResource {

    /**
     * The answer.
     *
     * @param status always {@code ok}
     */
    public record Pong(String status) {}

    @GET
    @NonBlocking
    public Pong ping() {
        return new Pong("ok");
    }
}
