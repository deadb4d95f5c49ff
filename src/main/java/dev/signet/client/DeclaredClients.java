package dev.signet.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.http.DomainException;
import dev.signet.http.MergePatch;
import dev.signet.http.Violation;
import dev.signet.oauth.Role;
import dev.signet.role.HeldRoles;
import dev.signet.setup.Declared;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Clients in the setup file. A secret there that is not valid yet becomes so, beside the one before. */
@ApplicationScoped
class DeclaredClients implements Declared {
    private static final String ANY_VERSION = "*";
    private static final String SECRET = "secret";
    private static final HeldRoles FILE = new HeldRoles(Set.of(Role.ADMIN));

    private final ClientRepository clients;
    private final ClientAdministration administration;
    private final SecretAdministration secrets;
    private final MergePatch patches;

    DeclaredClients(
            ClientRepository clients,
            ClientAdministration administration,
            SecretAdministration secrets,
            MergePatch patches) {
        this.clients = clients;
        this.administration = administration;
        this.secrets = secrets;
        this.patches = patches;
    }

    @Override
    public String kind() {
        return "clients";
    }

    @Override
    public String idMember() {
        return "clientId";
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public Set<String> secretMembers() {
        return Set.of(SECRET);
    }

    @Override
    public Result declare(String clientId, ObjectNode item) {
        if (!ClientId.isOne(clientId)) {
            throw DomainException.invalid(new Violation(idMember(), ClientId.RULE));
        }
        JsonNode secret = item.remove(SECRET);
        item.remove(idMember());
        boolean made = clients.byId(clientId).isEmpty();
        ClientEdit from = made
                ? administration.unsaid()
                : ClientEdit.of(clients.byId(clientId).orElseThrow());
        ClientEdit to = patches.apply(from, item);
        if (made) {
            administration.add(FILE, clientId, to);
        } else if (!from.equals(to)) {
            administration.change(FILE, clientId, ANY_VERSION, edit -> to);
        }
        if (secret != null && !to.method().hasSecret()) {
            throw DomainException.invalid(new Violation(SECRET, "must not be given for " + to.authMethod()));
        }
        if (secret != null) {
            secrets.ensure(clientId, secret.textValue());
        }
        return new Result(made, patches.differences(from, to));
    }

    @Override
    public void remove(String clientId) {
        if (clients.byId(clientId).isPresent()) {
            administration.delete(FILE, clientId, ANY_VERSION);
        }
    }
}
