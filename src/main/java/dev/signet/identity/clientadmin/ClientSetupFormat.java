package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientId;
import java.time.Duration;

/** What a setup file says of clients. */
public final class ClientSetupFormat extends SetupFormat {
    static final String SECRET = "secret";

    /** Stands for what is configured, which is read later. */
    private static final String SOME_AUDIENCE = "configured";

    private static final Duration SOME_LIFESPAN = Duration.ofSeconds(Integer.MAX_VALUE);

    public ClientSetupFormat() {
        super("clients", "clientId", 2, ClientEdit.class, SECRET);
    }

    @Override
    public void check(String clientId, ObjectNode members, MergePatch patches, boolean isNew) {
        if (isNew) {
            checkId(clientId);
        }
        ClientEdit said = patches.read(ClientEdit.unsaid(SOME_AUDIENCE), withoutSecrets(members), isNew);
        if (isNew) {
            ClientRules.check(said, SOME_LIFESPAN, 0);
            checkSecret(members, said);
            if (members.has(SECRET)) {
                SecretAdministration.checkForm(members.path(SECRET).asText());
            }
        }
    }

    static void checkId(String clientId) {
        if (!ClientId.isOne(clientId)) {
            throw DomainException.invalid(new Violation("clientId", ClientId.RULE));
        }
    }

    static void checkSecret(ObjectNode members, ClientEdit client) {
        if (members.has(SECRET) && !client.method().hasSecret()) {
            throw DomainException.invalid(new Violation(SECRET, "must not be given for " + client.authMethod()));
        }
    }
}
