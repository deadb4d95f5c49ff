package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientRefusal;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.StoredClient;
import dev.signet.identity.role.HeldRoles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Clients in the setup file. Another secret there becomes valid beside the one before. */
@ApplicationScoped
class DeclaredClients implements Declared {
    private static final String ANY_VERSION = "*";
    private static final SetupFormat KIND = new ClientSetupFormat();
    private static final String SECRET = ClientSetupFormat.SECRET;
    private static final String ENABLED = "enabled";
    private static final HeldRoles FILE = new HeldRoles(Set.of(Role.ADMIN));

    private final ClientRepository clients;
    private final ClientAdministration administration;
    private final SecretAdministration secrets;
    private final BuiltInClient firstParty;
    private final MergePatch patches;

    DeclaredClients(
            ClientRepository clients,
            ClientAdministration administration,
            SecretAdministration secrets,
            BuiltInClient firstParty,
            MergePatch patches) {
        this.clients = clients;
        this.administration = administration;
        this.secrets = secrets;
        this.firstParty = firstParty;
        this.patches = patches;
    }

    @Override
    public SetupFormat what() {
        return KIND;
    }

    @Override
    public Presence presence(String clientId, boolean lock) {
        Optional<StoredClient> client = lock ? clients.lock(clientId) : clients.byId(clientId);
        return Presence.of(client.map(found -> found.declared));
    }

    @Override
    public Result create(String clientId, ObjectNode members) {
        ClientSetupFormat.checkId(clientId);
        ClientEdit to = patches.apply(administration.unsaid(), settings(members));
        administration.add(FILE, clientId, to).declared = true;
        return result(administration.unsaid(), to, secret(clientId, members, to, true));
    }

    @Override
    public Result adopt(String clientId, ObjectNode members) {
        return adopt(clientId, settings(members), members, true);
    }

    private Result adopt(String clientId, ObjectNode settings, ObjectNode members, boolean secret) {
        ClientEdit from = ClientEdit.of(find(clientId));
        ClientEdit unsaid = firstParty.settings(clientId).orElseGet(administration::unsaid);
        ClientEdit to = patches.apply(unsaid, settings);
        administration.adopt(FILE, clientId, to).declared = true;
        return result(from, to, secret(clientId, members, to, secret));
    }

    @Override
    public Result change(String clientId, ObjectNode members, Set<String> changed) {
        ClientEdit from = ClientEdit.of(find(clientId));
        ClientEdit to = patches.change(from, settings(members).retain(changed));
        if (!from.roles().containsAll(to.roles())) {
            // who had fewer roles could change it until now, and would keep what they put into it
            ObjectNode settings = settings(members);
            if (!settings.has(ENABLED)) {
                settings.put(ENABLED, from.enabled());
            }
            return adopt(clientId, settings, members, changed.contains(SECRET) || hasDeclaredSecret(clientId, members));
        }
        if (!from.equals(to)) {
            administration.change(FILE, clientId, ANY_VERSION, edit -> to);
        }
        return result(from, to, secret(clientId, members, to, changed.contains(SECRET)));
    }

    /** Whether the secret of the file is still valid. */
    private boolean hasDeclaredSecret(String clientId, ObjectNode members) {
        return members.has(SECRET) && secrets.has(clientId, members.path(SECRET).textValue());
    }

    private Result result(ClientEdit from, ClientEdit to, boolean secret) {
        return new Result(patches.differences(from, to), secret ? Set.of(SECRET) : Set.of());
    }

    /** Whether the secret became valid. */
    private boolean secret(String clientId, ObjectNode members, ClientEdit to, boolean changed) {
        ClientSetupFormat.checkSecret(members, to);
        JsonNode secret = members.get(SECRET);
        return secret != null && changed && secrets.ensure(clientId, secret.textValue());
    }

    @Override
    public Set<String> differing(String clientId, ObjectNode members) {
        Optional<StoredClient> there = clients.byId(clientId);
        if (there.isEmpty()) {
            return Set.of(); // deleted a moment ago
        }
        ClientEdit is = ClientEdit.of(there.get());
        Set<String> differing = new TreeSet<>(
                patches.differences(is, patches.change(is, settings(members))).keySet());
        if (members.has(SECRET) && !hasDeclaredSecret(clientId, members)) {
            differing.add(SECRET);
        }
        return differing;
    }

    @Override
    public void release(String clientId) {
        find(clientId).declared = false;
    }

    @Override
    public void remove(String clientId) {
        administration.delete(FILE, clientId, ANY_VERSION);
    }

    private StoredClient find(String clientId) {
        return clients.byId(clientId).orElseThrow(ClientRefusal::unknown);
    }

    private static ObjectNode settings(ObjectNode members) {
        return members.deepCopy().without(SECRET);
    }
}
