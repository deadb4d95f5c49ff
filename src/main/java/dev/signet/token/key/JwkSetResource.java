package dev.signet.token.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.base.crypto.Sha256;
import dev.signet.base.resource.EntityTag;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jspecify.annotations.Nullable;

/** The public keys, for whoever verifies our tokens (RFC 7517 section 5). */
@Path("/.well-known/jwks.json")
@PermitAll
public class JwkSetResource {
    private final Keys keys;
    private final ObjectMapper json;

    JwkSetResource(Keys keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
    }

    /** A verifier may keep the answer for its {@code max-age}: no key signs that has not been published for as long. */
    @GET
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public Response jwks(@HeaderParam("If-None-Match") @Nullable String ifNoneMatch) throws JsonProcessingException {
        List<Map<String, Object>> published = keys.ring().published().stream()
                .map(key -> key.jwk().toParams(OutputControlLevel.PUBLIC_ONLY))
                .toList();
        String body = json.writeValueAsString(Map.of("keys", published));
        EntityTag tag = tag(body);
        return (tag.isAmong(ifNoneMatch) ? Response.notModified() : Response.ok(body))
                .header(HttpHeaders.ETAG, tag.value())
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        "public, max-age=" + keys.policy().schedule().maxAge().toSeconds())
                .build();
    }

    private static EntityTag tag(String body) {
        return new EntityTag('"' + HexFormat.of().formatHex(Sha256.hash(body), 0, 16) + '"');
    }
}
