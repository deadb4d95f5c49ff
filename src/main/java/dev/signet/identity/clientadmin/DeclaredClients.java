package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.StoredClient;
import dev.signet.identity.role.HeldRoles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Clients in the setup file. Another secret there becomes valid beside the one before. */
@ApplicationScoped
class DeclaredClients implements Declared<StoredClient> {
    private static final SetupFormat FORMAT = new ClientSetupFormat();
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
    public SetupFormat format() {
        return FORMAT;
    }

    @Override
    public Optional<StoredClient> find(String clientId, boolean lock) {
        return lock ? clients.lock(clientId) : clients.byId(clientId);
    }

    @Override
    public boolean isDeclared(StoredClient client) {
        return client.declared();
    }

    @Override
    public Result create(String clientId, ObjectNode members) {
        ClientSetupFormat.checkId(clientId);
        ClientEdit to = patches.apply(administration.unsaid(), FORMAT.withoutSecrets(members));
        administration.add(FILE, clientId, to);
        clients.declare(clientId, true);
        return result(administration.unsaid(), to, secret(clientId, members, to, true));
    }

    @Override
    public Result adopt(StoredClient client, ObjectNode members) {
        return adopt(client, FORMAT.withoutSecrets(members), members, true);
    }

    private Result adopt(StoredClient client, ObjectNode settings, ObjectNode members, boolean secret) {
        String clientId = client.clientId();
        ClientEdit from = ClientEdit.of(client);
        ClientEdit unsaid = firstParty.settings(clientId).orElseGet(administration::unsaid);
        ClientEdit to = patches.apply(unsaid, settings);
        administration.adopt(FILE, clientId, to);
        clients.declare(clientId, true);
        return result(from, to, secret(clientId, members, to, secret));
    }

    @Override
    public Result change(StoredClient client, ObjectNode members, Set<String> changed) {
        String clientId = client.clientId();
        ClientEdit from = ClientEdit.of(client);
        ObjectNode patch = FORMAT.withoutSecrets(members).retain(changed);
        ClientEdit to = patches.change(from, patch);
        if (!from.roles().containsAll(to.roles())) {
            // who had fewer roles could change it until now, and would keep what they put into it
            ObjectNode settings = FORMAT.withoutSecrets(members);
            if (!settings.has(ENABLED)) {
                settings.put(ENABLED, from.enabled());
            }
            return adopt(client, settings, members, changed.contains(SECRET) || hasDeclaredSecret(clientId, members));
        }
        if (!from.equals(to)) {
            administration.change(FILE, clientId, ExpectedVersion.ANY, patch);
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
    public Set<String> differing(StoredClient client, ObjectNode members) {
        ClientEdit is = ClientEdit.of(client);
        ClientEdit said = patches.change(is, FORMAT.withoutSecrets(members));
        Set<String> differing = new TreeSet<>(patches.differences(is, said).keySet());
        if (members.has(SECRET) && !hasDeclaredSecret(client.clientId(), members)) {
            differing.add(SECRET);
        }
        return differing;
    }

    @Override
    public void release(StoredClient client) {
        clients.declare(client.clientId(), false);
    }

    @Override
    public void remove(StoredClient client) {
        administration.delete(FILE, client.clientId(), ExpectedVersion.ANY);
    }
}
