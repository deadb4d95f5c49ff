package dev.signet.identity.clientadmin;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.replica.Topic;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.clientcache.ClientChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;

/** Reports what was changed of a client, within the transaction: to the audit trail, to other rooms and to other replicas. */
@ApplicationScoped
class ClientChangeReporter {
    private final AuditLog audit;
    private final Event<ClientChange> changes;
    private final ReplicaNotices notices;
    private final ClientRepository clients;

    ClientChangeReporter(
            AuditLog audit, Event<ClientChange> changes, ReplicaNotices notices, ClientRepository clients) {
        this.audit = audit;
        this.changes = changes;
        this.notices = notices;
        this.clients = clients;
    }

    /** The client is there and another than before, perhaps by its secrets. */
    void changed(String action, String clientId, Map<String, ?> change) {
        report(action, change, new ClientChange.Changed(clientId));
    }

    void deleted(String clientId, Map<String, ?> last) {
        report(ClientAdministration.DELETE, last, new ClientChange.Deleted(clientId));
    }

    /** The request that made a secret was repeated, and is answered with it once more. */
    void secretShownAgain(String clientId) {
        audit.record("client.show-secret-again", clientId, Outcome.SUCCESS, Map.of());
    }

    private void report(String action, Map<String, ?> facts, ClientChange change) {
        audit.record(action, change.clientId(), Outcome.SUCCESS, facts);
        clients.countChange();
        notices.announce(Topic.CLIENTS);
        changes.fire(change);
    }
}
