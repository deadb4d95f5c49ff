package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.ClientSecrets;
import dev.signet.identity.client.StoredClient;
import dev.signet.identity.client.StoredClientSecret;
import dev.signet.identity.role.HeldRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;

/** Decides whether the answer to an earlier request, perhaps with a secret, can be given again: by the client as it is now. */
@ApplicationScoped
class RepeatPermission {
    private final ClientRepository clients;
    private final ClientSecrets secrets;
    private final ClientChangeReporter reports;

    RepeatPermission(ClientRepository clients, ClientSecrets secrets, ClientChangeReporter reports) {
        this.clients = clients;
        this.secrets = secrets;
        this.reports = reports;
    }

    /**
     * Whether the client is still the same one, and the secret in the answer, if any, is still valid.
     *
     * @param made body of the earlier answer
     * @throws dev.signet.base.problem.DomainException 403 if the client has a role now that the caller lacks
     */
    @Transactional(TxType.MANDATORY)
    boolean stands(HeldRoles by, JsonNode made) {
        Optional<StoredClient> client =
                clients.lock(made.path("clientId").asText()).filter(candidate -> isTheSame(candidate, made));
        if (client.isEmpty()) {
            return false;
        }
        by.checkInclude(
                client.get().roles,
                "The client has roles now that you do not hold, so its secret is not shown to you again.");
        reports.shownAgain(made);
        return true;
    }

    private boolean isTheSame(StoredClient client, JsonNode made) {
        return (!made.has("createdAt")
                        || client.createdAt.equals(
                                Instant.parse(made.path("createdAt").asText())))
                && (!made.hasNonNull("clientSecret")
                        || isValid(made.path("clientSecret").asText(), client));
    }

    private boolean isValid(String secret, StoredClient client) {
        return secrets.find(
                        secret,
                        clients.secrets(client.clientId).stream()
                                .map(StoredClientSecret::valid)
                                .toList())
                .isPresent();
    }
}
