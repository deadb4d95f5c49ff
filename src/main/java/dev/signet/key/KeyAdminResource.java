package dev.signet.key;

import dev.signet.audit.AuditLog;
import dev.signet.http.DomainException;
import dev.signet.http.Page;
import dev.signet.http.Violation;
import dev.signet.jwt.JwsAlgorithm;
import dev.signet.material.KeyImport;
import dev.signet.material.NewKey;
import dev.signet.oauth.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/** The inventory of signing keys, and what administrators may do to it. */
@Path("/api/admin/keys")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class KeyAdminResource {
    private final Keys keys;
    private final KeyStorage storage;
    private final KeyLifeCycle lifeCycle;
    private final AuditLog audit;

    KeyAdminResource(Keys keys, KeyStorage storage, KeyLifeCycle lifeCycle, AuditLog audit) {
        this.keys = keys;
        this.storage = storage;
        this.lifeCycle = lifeCycle;
        this.audit = audit;
    }

    /**
     * Which key to rotate.
     *
     * @param algorithm by default the one of tokens that ask for none
     */
    public record Rotation(@Nullable String algorithm) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN, Role.AUDITOR})
    @Operation(summary = "All keys there are and were", description = "Roles: admin, key-admin, auditor.")
    public Page<KeyView> list() {
        List<KeyFacts> inventory = storage.inventory();
        return new Page<>(
                inventory.stream()
                        .map(key -> KeyView.of(key, inventory, keys.policy()))
                        .toList(),
                null);
    }

    @GET
    @Path("/{kid}")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN, Role.AUDITOR})
    @Operation(summary = "One key", description = "Roles: admin, key-admin, auditor.")
    public KeyView get(@PathParam("kid") String kid) {
        List<KeyFacts> inventory = storage.inventory();
        return inventory.stream()
                .filter(key -> key.kid().equals(kid))
                .map(key -> KeyView.of(key, inventory, keys.policy()))
                .findFirst()
                .orElseThrow(() -> KeyRefusal.unknown(kid));
    }

    @POST
    @Path("/rotate")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Let the standby key sign now", description = "Roles: admin, key-admin.")
    public KeyView rotate(@Nullable Rotation body) {
        String name = body == null ? null : body.algorithm();
        JwsAlgorithm algorithm = name == null
                ? keys.policy().defaultAlgorithm()
                : JwsAlgorithm.ofRing(name)
                        .orElseThrow(() -> DomainException.invalid(
                                new Violation("algorithm", "must be an algorithm that Signet signs with")));
        String kid = audit.orRefused("key.rotate", algorithm.alg(), () -> lifeCycle.rotate(keys.policy(), algorithm));
        keys.refresh();
        return get(kid);
    }

    @POST
    @Path("/import")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Publish a key that was made elsewhere; it stands by to sign next",
            description = "Roles: admin, key-admin.")
    public Response add(@NotNull KeyImport.Material body) {
        NewKey key = audit.orRefused("key.import", "unknown", () -> KeyImport.read(body));
        audit.orRefused("key.import", key.kid(), () -> lifeCycle.add(keys.policy(), key));
        keys.refresh();
        // as a path: made absolute it would repeat whatever the Host header says
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/keys/" + key.kid())
                .entity(get(key.kid()))
                .build();
    }

    @POST
    @Path("/{kid}/withdraw")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN})
    @Operation(
            summary = "End a key and every token it signed, at once",
            description = "Roles: admin, key-admin. Repeating it changes nothing.")
    public KeyView withdraw(@PathParam("kid") String kid) {
        audit.orRefused("key.withdraw", kid, () -> lifeCycle.withdraw(kid));
        keys.refresh();
        return get(kid);
    }
}
