package dev.signet.key;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/** The public keys, for whoever verifies our tokens (RFC 7517 section 5). */
@Path("/.well-known/jwks.json")
@PermitAll
public class JwkSetResource {
    /** Clients ask again after this; a key is to be published for at least as long before it signs. */
    private static final int MAX_AGE_SECONDS = 300;

    private final Keys keys;

    JwkSetResource(Keys keys) {
        this.keys = keys;
    }

    @GET
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The public keys that verify our tokens (RFC 7517)")
    public Response jwks() {
        List<Map<String, Object>> published = keys.ring().published().stream()
                .map(key -> key.jwk().toParams(OutputControlLevel.PUBLIC_ONLY))
                .toList();
        return Response.ok(Map.of("keys", published))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + MAX_AGE_SECONDS)
                .build();
    }
}
