package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The secrets of clients: two at a time, so that one can be exchanged for another while the client works on. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class SecretAdministration {
    static final String ROTATE = "client.rotate-secret";
    static final String DELETE = "client.delete-secret";

    private static final String SECRET = "clientSecret";
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
        return clients.secrets(client.clientId()).stream().map(SecretView::of).toList();
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

    /** Gives a client a secret beside the one that it had last; earlier ones go. */
    NewSecret rotate(HeldRoles by, String clientId) {
        StoredClient client = find(clientId);
        // with the secret, the caller can act as the client
        by.checkInclude(client.roles(), "To give a client another secret, you must hold all its roles.");
        if (!client.method().hasSecret()) {
            throw ProblemType.NO_CLIENT_SECRET.refusal(
                    "Its authMethod is neither client_secret_basic nor client_secret_post.");
        }
        makeRoom(clientId);
        return new NewSecret(clientId, add(clientId), client.declared());
    }

    private void makeRoom(String clientId) {
        List<StoredClientSecret> before = clients.secrets(clientId);
        clients.remove(before.subList(0, Math.max(0, before.size() - MOST + 1)));
    }

    /** Gives a client one more secret. */
    String add(String clientId) {
        String text = ClientSecrets.random();
        add(clientId, text);
        return text;
    }

    /**
     * Sees to it that a client has this secret.
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
        UUID id = clients.addSecret(clientId, secrets.hash(text));
        reports.changed(ROTATE, clientId, Map.of("secret", id));
    }

    /** Ends a secret before its time; the caller needs none of the client's roles. Repeating it changes nothing, and finds nothing. */
    UUID delete(String clientId, UUID id) {
        find(clientId);
        StoredClientSecret secret = clients.secrets(clientId).stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(ClientRefusal::unknown);
        clients.remove(List.of(secret));
        reports.changed(DELETE, clientId, Map.of("secret", id));
        return id;
    }

    /**
     * Whether the answer to an earlier request, perhaps with a secret, can be given again: the client is still the same one, and the
     * secret in the answer, if any, is still valid.
     *
     * @param made body of the earlier answer
     * @throws DomainException 403 if the client has a role now that the caller lacks
     */
    boolean stands(HeldRoles by, JsonNode made) {
        String clientId = made.path("clientId").asText();
        Optional<StoredClient> client = clients.lock(clientId).filter(candidate -> isTheSame(candidate, made));
        if (client.isEmpty()) {
            return false;
        }
        by.checkInclude(
                client.get().roles(),
                "The client has roles now that you do not hold, so its secret is not shown to you again.");
        if (made.hasNonNull(SECRET)) {
            reports.secretShownAgain(clientId);
        }
        return true;
    }

    private boolean isTheSame(StoredClient client, JsonNode made) {
        return (!made.has("createdAt")
                        || client.createdAt()
                                .equals(Instant.parse(made.path("createdAt").asText())))
                && (!made.hasNonNull(SECRET)
                        || has(client.clientId(), made.path(SECRET).asText()));
    }

    private StoredClient find(String clientId) {
        return clients.lock(clientId).orElseThrow(ClientRefusal::unknown);
    }
}
