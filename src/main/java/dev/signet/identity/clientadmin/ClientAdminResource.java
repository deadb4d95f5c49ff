package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.ConfirmedCaller;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ItemAnswer;
import dev.signet.base.resource.Limit;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.MergePatch;
import dev.signet.base.resource.Page;
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

/** Clients, for administrators. */
@Path("/api/admin/clients")
@Produces(MediaType.APPLICATION_JSON)
public class ClientAdminResource {
    private static final String ID = "clientId";
    private static final String TYPE = "type";

    private final ClientRepository clients;
    private final ClientAdministration administration;
    private final RepeatPermission before;
    private final AdministrativeChanges changes;
    private final IdempotentAnswers answers;
    private final MergePatch patches;

    ClientAdminResource(
            ClientRepository clients,
            ClientAdministration administration,
            RepeatPermission before,
            AdministrativeChanges changes,
            IdempotentAnswers answers,
            MergePatch patches) {
        this.clients = clients;
        this.administration = administration;
        this.before = before;
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
            @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Listing listing = Listing.of("clients", q);
        String after = listing.place(cursor, Function.identity()).orElse("");
        var found = clients.page(TextRange.startingWith(q, after), limit.items() + 1);
        return listing.page(found, limit, client -> client.clientId, ClientView::listed);
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
                () -> settings,
                (by, said) -> made(administration.create(held(by), id, said)),
                (by, made) -> before.stands(held(by), made));
    }

    private static Response made(ClientAdministration.Made made) {
        StoredClient client = made.client();
        return ItemAnswer.made(
                "/api/admin/clients/" + client.clientId, client.tag(), ClientView.of(client, made.secret()));
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
                by -> administration.change(held(by), clientId, ifMatch, edit -> patches.change(edit, patch)));
        return answer(client);
    }

    @DELETE
    @Path("/{clientId}")
    @RolesAllowed({Role.ADMIN, Role.CLIENT_ADMIN})
    public void delete(@PathParam(ID) String clientId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        changes.make(
                RequestedChange.on(ClientAdministration.DELETE, clientId),
                by -> administration.delete(held(by), clientId, ifMatch));
    }

    private static HeldRoles held(ConfirmedCaller by) {
        return new HeldRoles(by.roles());
    }

    private static Response answer(StoredClient client) {
        return ItemAnswer.of(client.tag(), ClientView.of(client, null));
    }
}
