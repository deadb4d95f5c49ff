package dev.signet.identity.clientadmin;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.identity.client.ClientRefusal;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.ClientSecrets;
import dev.signet.identity.client.StoredClient;
import dev.signet.identity.client.StoredClientSecret;
import dev.signet.identity.client.ValidSecret;
import dev.signet.identity.role.HeldRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;

/** The secrets of clients: two at a time, so that one can be exchanged for another while the client works on. */
@ApplicationScoped
class SecretAdministration {
    private static final int MOST = 2;
    private static final int SHORTEST = 32;
    private static final int LONGEST = 256;

    private final ClientRepository clients;
    private final ClientSecrets secrets;
    private final ClientChangeReporter reports;

    SecretAdministration(ClientRepository clients, ClientSecrets secrets, ClientChangeReporter reports) {
        this.clients = clients;
        this.secrets = secrets;
        this.reports = reports;
    }

    /** The secrets of a client, the earliest first. */
    @Transactional
    List<SecretView> list(String clientId) {
        StoredClient client = clients.byId(clientId).orElseThrow(ClientRefusal::unknown);
        return clients.secrets(client.clientId).stream().map(SecretView::of).toList();
    }

    /**
     * Gives a client a secret beside the one that it had last; earlier ones go.
     *
     * @return the secret, which is in the answer to this request and nowhere else
     */
    @Transactional(TxType.MANDATORY)
    ClientSecretResource.NewSecret rotate(HeldRoles by, String clientId) {
        StoredClient client = find(clientId);
        // with the secret, the caller can act as the client
        by.checkInclude(client.roles, "To give a client another secret, you must hold all its roles.");
        if (!client.method().hasSecret()) {
            throw ClientRefusal.noSecret();
        }
        makeRoom(clientId);
        return new ClientSecretResource.NewSecret(clientId, add(clientId), client.declared);
    }

    private void makeRoom(String clientId) {
        List<StoredClientSecret> before = clients.secrets(clientId);
        before.subList(0, Math.max(0, before.size() - MOST + 1)).forEach(clients::remove);
    }

    /** Gives a client one more secret, as part of the current transaction. */
    String add(String clientId) {
        String text = ClientSecrets.random();
        add(clientId, text);
        return text;
    }

    /**
     * Sees to it that a client has this secret, as part of the current transaction.
     *
     * @return whether it had not
     * @throws DomainException 400 for one that could be guessed
     */
    boolean ensure(String clientId, String text) {
        checkForm(text);
        if (has(clientId, text)) {
            return false;
        }
        makeRoom(clientId);
        add(clientId, text);
        return true;
    }

    /** @throws DomainException 400 for one that could be guessed */
    static void checkForm(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw DomainException.invalid(new Violation(
                    "secret",
                    "must have " + SHORTEST + " to " + LONGEST
                            + " letters, digits, dots, underscores, tildes and hyphens, chosen at random"));
        }
    }

    /** Whether this is a secret of the client. */
    boolean has(String clientId, String text) {
        List<ValidSecret> valid = clients.secrets(clientId).stream()
                .map(StoredClientSecret::valid)
                .toList();
        return secrets.find(text, valid).isPresent();
    }

    private void add(String clientId, String text) {
        StoredClientSecret secret = new StoredClientSecret(clientId, secrets.hash(text), clients.now());
        clients.add(secret);
        reports.secretChanged(ClientChangeReporter.ROTATE_SECRET, clientId, secret.id);
    }

    /** Ends a secret before its time; the caller needs none of the client's roles. Repeating it changes nothing, and finds nothing. */
    @Transactional(TxType.MANDATORY)
    UUID delete(String clientId, UUID id) {
        find(clientId);
        StoredClientSecret secret = clients.secrets(clientId).stream()
                .filter(candidate -> candidate.id.equals(id))
                .findFirst()
                .orElseThrow(ClientRefusal::unknown);
        clients.remove(secret);
        reports.secretChanged(ClientChangeReporter.DELETE_SECRET, clientId, id);
        return id;
    }

    private StoredClient find(String clientId) {
        return clients.lock(clientId).orElseThrow(ClientRefusal::unknown);
    }
}
