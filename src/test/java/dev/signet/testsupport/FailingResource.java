package dev.signet.testsupport;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Fails as no code of ours should. */
@Path("/test/failure")
public class FailingResource {
    public static final String SECRET = "the secret in the message of an exception";

    @GET
    @Operation(hidden = true)
    public String fail() {
        throw new IllegalStateException(SECRET);
    }
}
