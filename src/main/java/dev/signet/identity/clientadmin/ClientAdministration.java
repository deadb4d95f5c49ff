package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientRefusal;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.ClientType;
import dev.signet.identity.client.LongestToken;
import dev.signet.identity.client.StoredClient;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.role.Narrowing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of clients by administrators and by the setup file. Each method takes part in the current transaction: it makes the change,
 * writes the audit event and notifies other rooms, or does none of these.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ClientAdministration {
    static final String CREATE = "client.create";
    static final String CHANGE = "client.change";
    static final String DELETE = "client.delete";
    static final String ADOPT = "client.adopt";

    private final ClientRepository clients;
    private final BuiltInClientRules firstParty;
    private final ClientCutoff cutoff;
    private final ClientChangeReporter reports;
    private final SecretAdministration secrets;
    private final IdempotentAnswers answers;
    private final MergePatch patches;
    private final TokenConfig tokens;
    private final LongestToken longest;
    private final Narrowing<ClientEdit> narrowing;

    ClientAdministration(
            ClientRepository clients,
            BuiltInClientRules firstParty,
            ClientCutoff cutoff,
            ClientChangeReporter reports,
            SecretAdministration secrets,
            IdempotentAnswers answers,
            MergePatch patches,
            TokenConfig tokens,
            LongestToken longest) {
        this.clients = clients;
        this.firstParty = firstParty;
        this.cutoff = cutoff;
        this.reports = reports;
        this.secrets = secrets;
        this.answers = answers;
        this.patches = patches;
        this.tokens = tokens;
        this.longest = longest;
        this.narrowing = ClientNarrowing.rules(tokens.lifespan());
    }

    /** The values of members that are left out. */
    @Transactional(TxType.SUPPORTS)
    ClientEdit unsaid() {
        return ClientEdit.unsaid(tokens.audience());
    }

    /**
     * A client that was made.
     *
     * @param secret in the answer to who makes it, and nowhere else; null where it has none
     */
    record Made(StoredClient client, @Nullable String secret) {}

    /** Makes a client, with a secret where it is to have one. */
    Made create(HeldRoles by, String clientId, ClientEdit made) {
        StoredClient client = add(by, clientId, made);
        return new Made(client, client.method().hasSecret() ? secrets.add(clientId) : null);
    }

    /** Makes a client that has no secret yet. */
    StoredClient add(HeldRoles by, String clientId, ClientEdit made) {
        StoredClient client = make(by, clientId, made);
        // it may be remembered that there is none
        reports.changed(CREATE, clientId, patches.members(made));
        return client;
    }

    /**
     * Makes the client that the setup file declares, without a secret yet, in place of one that others made: that is deleted with
     * all it has. The built-in one is changed, since others cannot have made it.
     */
    StoredClient adopt(HeldRoles by, String clientId, ClientEdit made) {
        if (find(clientId).builtIn()) {
            return change(by, find(clientId), made);
        }
        delete(by, clientId, ExpectedVersion.ANY);
        StoredClient client = make(by, clientId, made);
        reports.changed(ADOPT, clientId, patches.members(made));
        return client;
    }

    private StoredClient make(HeldRoles by, String clientId, ClientEdit made) {
        ClientRules.check(made, tokens.longestLifespan(), longest.excess(clientId, made));
        by.checkGrant(Set.of(), made.roles());
        StoredClient client = StoredClient.made(clientId, made, false, clients.now());
        // of a client of this id that was deleted, and whose last request was slower
        answers.forget(clientId);
        clients.add(client);
        cutoff.inherit(clientId);
        return client;
    }

    StoredClient change(HeldRoles by, String clientId, ExpectedVersion expected, ObjectNode patch) {
        StoredClient client = find(clientId);
        expected.require(client.tag());
        return change(by, client, patches.change(ClientEdit.of(client), patch));
    }

    private StoredClient change(HeldRoles by, StoredClient client, ClientEdit to) {
        ClientEdit from = ClientEdit.of(client);
        Map<String, MergePatch.Difference> differences = patches.differences(from, to);
        ClientRules.checkChange(
                from,
                to,
                differences.keySet(),
                tokens.longestLifespan(),
                longest.excess(client.clientId(), from),
                longest.excess(client.clientId(), to));
        if (client.builtIn()) {
            firstParty.check(by, differences.keySet(), to);
        }
        checkType(client, to);
        by.checkGrant(from.roles(), to.roles());
        by.checkChange(from.roles(), narrowing, from, to);
        if (from.equals(to)) {
            return client;
        }
        StoredClient changed = apply(client, from, to);
        reports.changed(CHANGE, client.clientId(), differences);
        return changed;
    }

    /** Whether it keeps a secret is known to all who were built for it. */
    private static void checkType(StoredClient client, ClientEdit to) {
        if (!ClientType.of(to.method()).text().equals(client.type())) {
            throw DomainException.invalid(
                    new Violation("authMethod", "must fit the type, which stays as it is: " + client.type()));
        }
    }

    private StoredClient apply(StoredClient client, ClientEdit from, ClientEdit to) {
        if (!to.method().hasSecret()) {
            clients.remove(clients.secrets(client.clientId()));
        }
        if (from.disables(to)) {
            cutoff.forGood(client);
        } else if (from.narrows(to)) {
            cutoff.now(client);
        }
        return clients.change(client.clientId(), to);
    }

    StoredClient delete(HeldRoles by, String clientId, ExpectedVersion expected) {
        StoredClient client = find(clientId);
        expected.require(client.tag());
        by.checkInclude(client.roles(), "To delete a client, you must hold all its roles.");
        if (client.builtIn()) {
            firstParty.checkDelete(by, clientId);
        }
        cutoff.forGood(client);
        clients.remove(clientId);
        answers.forget(clientId);
        reports.deleted(clientId, patches.members(ClientEdit.of(client)));
        return client;
    }

    /** @throws DomainException 404 */
    private StoredClient find(String clientId) {
        return clients.lock(clientId).orElseThrow(ClientRefusal::unknown);
    }
}
