package dev.signet.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.ItemAnswer;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.MergePatch;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.base.resource.TextRange;
import dev.signet.base.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Roles, for administrators. Whoever grants roles reads them; only an {@code admin} says which there are. */
@Path("/api/admin/roles")
@Produces(MediaType.APPLICATION_JSON)
public class RoleAdminResource {
    private final RoleRepository roles;
    private final RoleAdministration administration;
    private final AdministrativeChanges changes;
    private final IdempotentAnswers answers;

    RoleAdminResource(
            RoleRepository roles,
            RoleAdministration administration,
            AdministrativeChanges changes,
            IdempotentAnswers answers) {
        this.roles = roles;
        this.administration = administration;
        this.changes = changes;
        this.answers = answers;
    }

    /**
     * Lists roles by name.
     *
     * @param q the start of the name
     */
    @GET
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.CLIENT_ADMIN, Role.AUDITOR})
    @Transactional
    public Page<RoleView> list(
            @QueryParam("q") @DefaultValue("") @Text(min = 0, max = HeldRoles.MAX_NAME) String q,
            @BeanParam PageFilter page) {
        Listing listing = Listing.of("roles", q);
        String after = listing.place(page.cursor(), Function.identity()).orElse("");
        var found = roles.page(TextRange.startingWith(q, after), page.most());
        return listing.page(found, page, role -> role.name(), RoleView::of);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.CLIENT_ADMIN, Role.AUDITOR})
    @Transactional
    public Response get(@PathParam("name") String name) {
        return answer(roles.byName(name).orElseThrow(RoleRefusal::unknown));
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@NotNull @Valid NewRole body) {
        return answers.once(
                RequestedChange.of(RoleAdministration.CREATE, body.name()),
                by -> made(administration.create(body)),
                (by, made) -> roles.byName(body.name()).isPresent());
    }

    private static Response made(StoredRole role) {
        return ItemAnswer.made("/api/admin/roles/" + role.name(), role.tag(), RoleView.of(role));
    }

    @PATCH
    @Path("/{name}")
    @RolesAllowed(Role.ADMIN)
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull ObjectNode patch) {
        StoredRole role = changes.make(
                RequestedChange.of(RoleAdministration.CHANGE, name),
                by -> administration.change(name, new ExpectedVersion(ifMatch), patch));
        return answer(role);
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed(Role.ADMIN)
    public void delete(@PathParam("name") String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        changes.make(
                RequestedChange.of(RoleAdministration.DELETE, name),
                by -> administration.delete(name, new ExpectedVersion(ifMatch)));
    }

    private static Response answer(StoredRole role) {
        return ItemAnswer.of(role.tag(), RoleView.of(role));
    }
}
