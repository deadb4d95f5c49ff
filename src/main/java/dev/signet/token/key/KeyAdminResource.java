package dev.signet.token.key;

import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.ItemAnswer;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.KeyImport;
import dev.signet.token.keyimport.NewKey;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyStorage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The inventory of signing keys, and what administrators may do to it. */
@Path("/api/admin/keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeyAdminResource {
    private static final Listing ALL = Listing.of("keys");

    private final Keys keys;
    private final KeyStorage storage;
    private final KeyLifeCycle lifeCycle;
    private final KeyTransitions transitions;
    private final AdministrativeChanges changes;
    private final IdempotentAnswers answers;

    KeyAdminResource(
            Keys keys,
            KeyStorage storage,
            KeyLifeCycle lifeCycle,
            KeyTransitions transitions,
            AdministrativeChanges changes,
            IdempotentAnswers answers) {
        this.keys = keys;
        this.storage = storage;
        this.lifeCycle = lifeCycle;
        this.transitions = transitions;
        this.changes = changes;
        this.answers = answers;
    }

    /**
     * Which key to rotate.
     *
     * @param algorithm by default the one of tokens that ask for none
     */
    public record Rotation(@Nullable String algorithm) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN, Role.AUDITOR})
    public Page<KeyView> list(@BeanParam PageFilter page) {
        List<KeyFacts> inventory = storage.inventory();
        int start = ALL.place(page.cursor(), kid -> placeAfter(kid, inventory)).orElse(0);
        List<KeyFacts> found = inventory.subList(start, Math.min(start + page.most(), inventory.size()));
        return ALL.page(found, page, KeyFacts::kid, key -> KeyView.of(key, inventory, keys.policy()));
    }

    /** All of it is at hand anyway: what a key's dates are follows from the others. */
    private static int placeAfter(String kid, List<KeyFacts> inventory) {
        return IntStream.range(0, inventory.size())
                        .filter(place -> inventory.get(place).kid().equals(kid))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("No key of the inventory"))
                + 1;
    }

    @GET
    @Path("/{kid}")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN, Role.AUDITOR})
    public Response get(@PathParam("kid") String kid) {
        List<KeyFacts> inventory = storage.inventory();
        KeyFacts key = find(kid, inventory);
        return ItemAnswer.of(key.tag(), KeyView.of(key, inventory, keys.policy()));
    }

    @POST
    @Path("/rotate")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response rotate(@Nullable Rotation body) {
        String name = body == null ? null : body.algorithm();
        JwsAlgorithm algorithm = name == null
                ? keys.policy().defaultAlgorithm()
                : JwsAlgorithm.ofRing(name)
                        .orElseThrow(() -> DomainException.invalid(
                                new Violation("algorithm", "must be an algorithm that Signet signs with")));
        Response answer = answers.once(
                RequestedChange.of("key.rotate", algorithm.alg()),
                () -> lifeCycle.beforeRotation(keys.policy(), algorithm),
                (by, ready) -> get(transitions.rotate(keys.policy(), ready)),
                (by, made) -> true);
        keys.refresh();
        return answer;
    }

    @POST
    @Path("/import")
    @RolesAllowed(Role.ADMIN) // a key whose private half somebody has signs tokens with any role
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@NotNull KeyImport.Material body) {
        NewKey key = changes.reported(RequestedChange.of("key.import", "unknown"), () -> KeyImport.read(body));
        Response answer = answers.once(
                RequestedChange.of("key.import", key.kid()),
                () -> lifeCycle.turn(keys.policy()),
                (by, turned) -> made(transitions.add(keys.policy(), key)),
                (by, made) -> true);
        keys.refresh();
        return answer;
    }

    private Response made(String kid) {
        List<KeyFacts> inventory = storage.inventory();
        KeyFacts key = find(kid, inventory);
        return ItemAnswer.made("/api/admin/keys/" + kid, key.tag(), KeyView.of(key, inventory, keys.policy()));
    }

    @POST
    @Path("/{kid}/withdraw")
    @RolesAllowed({Role.ADMIN, Role.KEY_ADMIN})
    public Response withdraw(@PathParam("kid") String kid, @HeaderParam("If-Match") @Nullable String ifMatch) {
        changes.make(
                RequestedChange.of("key.withdraw", kid),
                by -> transitions.withdraw(kid, ExpectedVersion.ifGiven(ifMatch)));
        keys.refresh();
        return get(kid);
    }

    private static KeyFacts find(String kid, List<KeyFacts> inventory) {
        return inventory.stream()
                .filter(known -> known.kid().equals(kid))
                .findFirst()
                .orElseThrow(() -> KeyRefusal.unknown(kid));
    }
}
