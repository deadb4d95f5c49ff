package dev.signet.http;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

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
    @Operation(summary = "Answer, so that people and benchmarks see the service is there")
    public Pong ping() {
        return new Pong("ok");
    }
}
