package dev.signet.identity.useradmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.ItemAnswer;
import dev.signet.base.resource.MergePatch;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserAdminRules;
import dev.signet.identity.user.UserRefusal;
import dev.signet.identity.user.UserRepository;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Users, for administrators. */
@Path("/api/admin/users")
@Produces(MediaType.APPLICATION_JSON)
public class UserAdminResource {
    private final UserRepository users;
    private final UserListRepository lists;
    private final UserAdministration administration;
    private final AdministrativeChanges changes;
    private final IdempotentAnswers answers;

    UserAdminResource(
            UserRepository users,
            UserListRepository lists,
            UserAdministration administration,
            AdministrativeChanges changes,
            IdempotentAnswers answers) {
        this.users = users;
        this.lists = lists;
        this.administration = administration;
        this.changes = changes;
        this.answers = answers;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.AUDITOR})
    public Page<UserView> list(@BeanParam @Valid UserFilter wanted, @BeanParam PageFilter page) {
        return lists.page(wanted, page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.AUDITOR})
    @Transactional
    public Response get(@PathParam("id") UUID id) {
        return answer(users.find(id).orElseThrow(UserRefusal::unknown));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@NotNull @Valid NewUser body) {
        return answers.once(
                RequestedChange.of(UserAdministration.CREATE, body.username()),
                () -> administration.hash(body.password()),
                (by, hash) -> made(administration.create(UserAdminRules.of(by), body, hash)),
                (by, made) -> administration.stands(
                        UserAdminRules.of(by), UUID.fromString(made.path("id").textValue())));
    }

    private static Response made(User user) {
        return ItemAnswer.made("/api/admin/users/" + user.subject(), user.tag(), UserView.of(user));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull ObjectNode patch) {
        User user = changes.make(
                RequestedChange.on(UserAdministration.CHANGE, id.toString()),
                by -> administration.change(UserAdminRules.of(by), id, new ExpectedVersion(ifMatch), patch));
        return answer(user);
    }

    @PUT
    @Path("/{id}/password")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(204)
    public Response setPassword(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid PasswordToSet body) {
        User user = changes.make(
                RequestedChange.on(UserAdministration.SET_PASSWORD, id.toString()),
                () -> administration.hash(body.password()),
                (by, hash) -> administration.setPassword(
                        UserAdminRules.of(by), id, new ExpectedVersion(ifMatch), body, hash));
        return Response.noContent().header(HttpHeaders.ETAG, user.tag().value()).build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN})
    public void delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        changes.make(
                RequestedChange.on(UserAdministration.DELETE, id.toString()),
                by -> administration.delete(UserAdminRules.of(by), id, new ExpectedVersion(ifMatch)));
    }

    private static Response answer(User user) {
        return ItemAnswer.of(user.tag(), UserView.of(user));
    }
}
