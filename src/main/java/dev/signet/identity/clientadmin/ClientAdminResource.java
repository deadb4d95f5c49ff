package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.ItemAnswer;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.MergePatch;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.base.resource.TextRange;
import dev.signet.base.text.Text;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientId;
import dev.signet.identity.client.ClientRefusal;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.ClientType;
import dev.signet.identity.client.StoredClient;
import dev.signet.identity.role.HeldRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Clients and their secrets, for administrators. */
@Path("/api/admin/clients")
@Produces(MediaType.APPLICATION_JSON)
public class ClientAdminResource {
    private static final String ID = "clientId";
    private static final String TYPE = "type";

    private final ClientRepository clients;
    private final ClientAdministration administration;
    private final SecretAdministration secrets;
    private final AdministrativeChanges changes;
    private final IdempotentAnswers answers;
    private final MergePatch patches;

    ClientAdminResource(
            ClientRepository clients,
            ClientAdministration administration,
            SecretAdministration secrets,
            AdministrativeChanges changes,
            IdempotentAnswers answers,
            MergePatch patches) {
        this.clients = clients;
        this.administration = administration;
        this.secrets = secrets;
        this.changes = changes;
        this.answers = answers;
        this.patches = patches;
    }

    /**
     * Lists clients by id.
     *
     * @param q the start of the id
     */
    @GET
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN, Role.AUDITOR})
    @Transactional
    public Page<ClientView> list(
            @QueryParam("q") @DefaultValue("") @Text(min = 0, max = ClientId.MAX_LENGTH) String q,
            @BeanParam PageFilter page) {
        Listing listing = Listing.of("clients", q);
        String after = listing.place(page.cursor(), Function.identity()).orElse("");
        var found = clients.page(TextRange.startingWith(q, after), page.most());
        return listing.page(found, page, client -> client.clientId(), ClientView::listed);
    }

    @GET
    @Path("/{clientId}")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN, Role.AUDITOR})
    @Transactional
    public Response get(@PathParam(ID) String clientId) {
        return answer(clients.byId(clientId).orElseThrow(ClientRefusal::unknown));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@NotNull ObjectNode body) {
        String clientId = text(body.remove(ID), ID, ClientId.FORM, ClientId.RULE);
        String type = text(body.remove(TYPE), TYPE, "confidential|public", "must be confidential or public");
        ClientEdit settings = patches.apply(administration.unsaid(), body);
        if (type != null && !type.equals(ClientType.of(settings.method()).text())) {
            throw DomainException.invalid(
                    new Violation("authMethod", "must be none for a public client and for no other"));
        }
        String id = clientId == null ? ClientId.random() : clientId;
        return answers.once(
                RequestedChange.on(ClientAdministration.CREATE, id),
                by -> made(administration.create(HeldRoles.of(by), id, settings)),
                (by, made) -> secrets.stands(HeldRoles.of(by), made));
    }

    private static Response made(ClientAdministration.Made made) {
        StoredClient client = made.client();
        return ItemAnswer.made(
                "/api/admin/clients/" + client.clientId(), client.tag(), ClientView.of(client, made.secret()));
    }

    private static @Nullable String text(@Nullable JsonNode member, String name, String form, String rule) {
        if (member == null || member.isNull()) {
            return null;
        }
        if (!member.isTextual() || !member.textValue().matches(form)) {
            throw DomainException.invalid(new Violation(name, rule));
        }
        return member.textValue();
    }

    @PATCH
    @Path("/{clientId}")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @PathParam(ID) String clientId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull ObjectNode patch) {
        StoredClient client = changes.make(
                RequestedChange.on(ClientAdministration.CHANGE, clientId),
                by -> administration.change(HeldRoles.of(by), clientId, new ExpectedVersion(ifMatch), patch));
        return answer(client);
    }

    @DELETE
    @Path("/{clientId}")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    public void delete(@PathParam(ID) String clientId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        changes.make(
                RequestedChange.on(ClientAdministration.DELETE, clientId),
                by -> administration.delete(HeldRoles.of(by), clientId, new ExpectedVersion(ifMatch)));
    }

    @GET
    @Path("/{clientId}/secrets")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN, Role.AUDITOR})
    public Page<SecretView> secrets(@PathParam(ID) String clientId) {
        return new Page<>(secrets.list(clientId), null);
    }

    @POST
    @Path("/{clientId}/secret")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    public Response rotate(@PathParam(ID) String clientId) {
        return answers.once(
                RequestedChange.on(SecretAdministration.ROTATE, clientId),
                by -> made(secrets.rotate(HeldRoles.of(by), clientId)),
                (by, made) -> secrets.stands(HeldRoles.of(by), made));
    }

    private static Response made(SecretAdministration.NewSecret secret) {
        return Response.status(Response.Status.CREATED).entity(secret).build();
    }

    @DELETE
    @Path("/{clientId}/secrets/{id}")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    public void deleteSecret(@PathParam(ID) String clientId, @PathParam("id") UUID id) {
        changes.make(RequestedChange.on(SecretAdministration.DELETE, clientId), by -> secrets.delete(clientId, id));
    }

    private static Response answer(StoredClient client) {
        return ItemAnswer.of(client.tag(), ClientView.of(client, null));
    }
}
