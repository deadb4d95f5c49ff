package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.replica.Topic;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.clientcache.ClientChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;
import java.util.UUID;

/** Reports what was changed of a client, within the transaction: to the audit trail, to other rooms and to other replicas. */
@ApplicationScoped
class ClientChangeReporter {
    static final String ROTATE_SECRET = "client.rotate-secret";
    static final String DELETE_SECRET = "client.delete-secret";

    private final AuditLog audit;
    private final MergePatch patches;
    private final Event<ClientChange> changes;
    private final ReplicaNotices notices;
    private final ClientRepository clients;

    ClientChangeReporter(
            AuditLog audit,
            MergePatch patches,
            Event<ClientChange> changes,
            ReplicaNotices notices,
            ClientRepository clients) {
        this.audit = audit;
        this.patches = patches;
        this.changes = changes;
        this.notices = notices;
        this.clients = clients;
    }

    /** It may be remembered that there is none. */
    void created(String clientId, ClientEdit made) {
        audit.record(ClientAdministration.CREATE, clientId, Outcome.SUCCESS, patches.members(made));
        tell(new ClientChange.Changed(clientId));
    }

    /** In place of one that was reported as deleted. */
    void adopted(String clientId, ClientEdit made) {
        audit.record(ClientAdministration.ADOPT, clientId, Outcome.SUCCESS, patches.members(made));
        tell(new ClientChange.Changed(clientId));
    }

    void changed(String clientId, ClientEdit from, ClientEdit to) {
        audit.record(ClientAdministration.CHANGE, clientId, Outcome.SUCCESS, patches.differences(from, to));
        tell(new ClientChange.Changed(clientId));
    }

    void deleted(String clientId, ClientEdit last) {
        audit.record(ClientAdministration.DELETE, clientId, Outcome.SUCCESS, patches.members(last));
        tell(new ClientChange.Deleted(clientId));
    }

    void secretChanged(String action, String clientId, UUID secret) {
        audit.record(action, clientId, Outcome.SUCCESS, Map.of("secret", secret));
        tell(new ClientChange.Changed(clientId));
    }

    /** The request that made a secret was repeated, and is answered with it once more. */
    void shownAgain(JsonNode made) {
        if (made.hasNonNull("clientSecret")) {
            audit.record("client.show-secret-again", made.path("clientId").textValue(), Outcome.SUCCESS, Map.of());
        }
    }

    private void tell(ClientChange change) {
        clients.countChange();
        notices.announce(Topic.CLIENTS);
        changes.fire(change);
    }
}
