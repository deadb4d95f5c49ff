package dev.signet.identity.clientadmin;

import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.ConfirmedCaller;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.Page;
import dev.signet.identity.role.HeldRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** The secrets of a client, for administrators. */
@Path("/api/admin/clients/{clientId}")
@Produces(MediaType.APPLICATION_JSON)
public class ClientSecretResource {
    private static final String ID = "clientId";

    private final SecretAdministration secrets;
    private final RepeatPermission before;
    private final AdministrativeChanges changes;
    private final IdempotentAnswers answers;

    ClientSecretResource(
            SecretAdministration secrets,
            RepeatPermission before,
            AdministrativeChanges changes,
            IdempotentAnswers answers) {
        this.secrets = secrets;
        this.before = before;
        this.changes = changes;
        this.answers = answers;
    }

    /**
     * A secret. It is shown again only in answer to the same request with its Idempotency-Key.
     *
     * @param declared whether the setup file declares the client
     */
    public record NewSecret(String clientId, String clientSecret, boolean declared) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "NewSecret[" + clientId + "]";
        }
    }

    @GET
    @Path("/secrets")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN, Role.AUDITOR})
    public Page<SecretView> list(@PathParam(ID) String clientId) {
        return new Page<>(secrets.list(clientId), null);
    }

    @POST
    @Path("/secret")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    public Response rotate(@PathParam(ID) String clientId) {
        return answers.once(
                RequestedChange.on(ClientChangeReporter.ROTATE_SECRET, clientId),
                () -> clientId,
                this::made,
                (by, made) -> before.stands(new HeldRoles(by.roles()), made));
    }

    private Response made(ConfirmedCaller by, String clientId) {
        NewSecret made = secrets.rotate(new HeldRoles(by.roles()), clientId);
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    @DELETE
    @Path("/secrets/{id}")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    public void delete(@PathParam(ID) String clientId, @PathParam("id") UUID id) {
        changes.make(
                RequestedChange.on(ClientChangeReporter.DELETE_SECRET, clientId), by -> secrets.delete(clientId, id));
    }
}
