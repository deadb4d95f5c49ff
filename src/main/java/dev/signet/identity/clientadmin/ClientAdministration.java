package dev.signet.identity.clientadmin;

import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.TokenConfig;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes of clients by administrators and by the setup file. Each method takes part in the current transaction: it makes the change,
 * writes the audit event and notifies other rooms, or does none of these.
 */
@ApplicationScoped
class ClientAdministration {
    static final String CREATE = "client.create";
    static final String CHANGE = "client.change";
    static final String DELETE = "client.delete";
    static final String ADOPT = "client.adopt";

    private static final String ANY_VERSION = "*";

    private final ClientRepository clients;
    private final BuiltInClientRules firstParty;
    private final ClientCutoff cutoff;
    private final ClientChangeReporter reports;
    private final SecretAdministration secrets;
    private final IdempotentAnswers answers;
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
            TokenConfig tokens,
            LongestToken longest) {
        this.clients = clients;
        this.firstParty = firstParty;
        this.cutoff = cutoff;
        this.reports = reports;
        this.secrets = secrets;
        this.answers = answers;
        this.tokens = tokens;
        this.longest = longest;
        this.narrowing = ClientNarrowing.rules(tokens.lifespan());
    }

    /** What is taken for said of a client where nothing is. */
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
    @Transactional(TxType.MANDATORY)
    Made create(HeldRoles by, String clientId, ClientEdit made) {
        StoredClient client = add(by, clientId, made);
        return new Made(client, client.method().hasSecret() ? secrets.add(clientId) : null);
    }

    /** Makes a client that has no secret yet. */
    @Transactional(TxType.MANDATORY)
    StoredClient add(HeldRoles by, String clientId, ClientEdit made) {
        StoredClient client = make(by, clientId, made);
        reports.created(clientId, made);
        return client;
    }

    /**
     * Makes the client that the setup file declares, without a secret yet, in place of one that others made: that is deleted with
     * all it has. The built-in one is changed, since others cannot have made it.
     */
    @Transactional
    StoredClient adopt(HeldRoles by, String clientId, ClientEdit made) {
        if (find(clientId).builtIn) {
            return change(by, clientId, ANY_VERSION, edit -> made);
        }
        delete(by, clientId, ANY_VERSION);
        StoredClient client = make(by, clientId, made);
        reports.adopted(clientId, made);
        return client;
    }

    private StoredClient make(HeldRoles by, String clientId, ClientEdit made) {
        ClientRules.check(made, tokens.longestLifespan(), longest.excess(clientId, made));
        by.checkGrant(Set.of(), made.roles());
        StoredClient client = new StoredClient(clientId, made, clients.now());
        // of a client of this id that was deleted, and whose last request was slower
        answers.forget(clientId);
        clients.add(client);
        cutoff.inherit(client);
        clients.flush();
        return client;
    }

    /**
     * @param ifMatch the version that is changed
     * @param edit makes of what may be said of the client what it is to be
     */
    @Transactional(TxType.MANDATORY)
    StoredClient change(HeldRoles by, String clientId, @Nullable String ifMatch, UnaryOperator<ClientEdit> edit) {
        StoredClient client = find(clientId);
        client.tag().require(ifMatch);
        ClientEdit from = ClientEdit.of(client);
        ClientEdit to = edit.apply(from);
        ClientRules.checkChange(
                from, to, tokens.longestLifespan(), longest.excess(clientId, from), longest.excess(clientId, to));
        checkStays(by, client, to);
        by.checkGrant(from.roles(), to.roles());
        by.checkChange(from.roles(), narrowing, from, to);
        if (!from.equals(to)) {
            apply(client, from, to);
        }
        return client;
    }

    private void apply(StoredClient client, ClientEdit from, ClientEdit to) {
        client.apply(to);
        if (!to.method().hasSecret()) {
            clients.secrets(client.clientId).forEach(clients::remove);
        }
        if (from.disables(to)) {
            cutoff.forGood(client);
        } else if (from.narrows(to)) {
            cutoff.now(client);
        }
        clients.write();
        reports.changed(client.clientId, from, to);
    }

    @Transactional(TxType.MANDATORY)
    StoredClient delete(HeldRoles by, String clientId, @Nullable String ifMatch) {
        StoredClient client = find(clientId);
        client.tag().require(ifMatch);
        by.checkInclude(client.roles, "To delete a client, you must hold all its roles.");
        if (client.builtIn) {
            firstParty.checkDelete(by, clientId);
        }
        cutoff.forGood(client);
        clients.delete(client);
        clients.flush();
        answers.forget(clientId);
        reports.deleted(clientId, ClientEdit.of(client));
        return client;
    }

    /** Whether it keeps a secret is known to all who were built for it; and the built-in one is needed. */
    private void checkStays(HeldRoles by, StoredClient client, ClientEdit to) {
        if (client.builtIn) {
            firstParty.check(by, ClientEdit.of(client), to);
        }
        if (!ClientType.of(to.method()).text().equals(client.type)) {
            throw DomainException.invalid(
                    new Violation("authMethod", "must fit the type, which stays as it is: " + client.type));
        }
    }

    /** @throws DomainException 404 */
    private StoredClient find(String clientId) {
        return clients.lock(clientId).orElseThrow(ClientRefusal::unknown);
    }
}
