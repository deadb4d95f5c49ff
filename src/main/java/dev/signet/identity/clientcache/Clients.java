package dev.signet.identity.clientcache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.replica.Topic;
import dev.signet.identity.client.Client;
import dev.signet.identity.client.ClientConfig;
import dev.signet.identity.client.Proof;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.key.Keys;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Every client, as of now: from the memory of this replica, which is forgotten whole whenever any client was changed on any
 * replica. So a token costs no query, and clients that are known can go on while the database is away. Who has proved nothing
 * causes no query either, but for one after a change that reads the proofs of all: whether there is a client of an id does not
 * show in the time that it takes to refuse it.
 */
@ApplicationScoped
public class Clients {
    private static final int MOST_REMEMBERED = 10_000;

    private final ClientLookup lookup;
    private final ReplicaNotices notices;
    private final ClientConfig config;
    private final Keys keys;

    /** Put aside with all that it holds: what was read before a change can then only be remembered where nobody looks. */
    private volatile Memory memory = new Memory();

    private ClientChanges read = ClientChanges.NONE;

    public Clients(ClientLookup lookup, ReplicaNotices notices, ClientConfig config, Keys keys) {
        this.lookup = lookup;
        this.notices = notices;
        this.config = config;
        this.keys = keys;
    }

    void start(@Observes StartupEvent event) {
        notices.watch(Topic.CLIENTS, this::refresh);
    }

    /** The client of this id. Blocks where it is not remembered. */
    public Optional<Client> find(String clientId) {
        return memory.client(clientId);
    }

    /** How the client of this id proves to be itself. */
    public Optional<Proof> proof(String clientId) {
        return memory.proof(clientId);
    }

    /**
     * The tokens of the built-in client, on whose behalf users log in. If no key signs any longer with the algorithm that it has, they
     * are signed as usual: nobody is locked out, least of all an administrator who can change it.
     */
    public ClientTokenRules firstParty() {
        ClientTokenRules tokens = find(config.clientId())
                .orElseThrow(() -> new IllegalStateException("The built-in client is gone from the database"))
                .tokens();
        boolean signs = tokens.algorithm().flatMap(keys.ring()::active).isPresent();
        return signs ? tokens : tokens.signedAsUsual();
    }

    /** Locks the clients among these subjects, in a fixed order: no other transaction changes them before this one ends. */
    public void lock(Set<String> subjects) {
        lookup.lock(subjects);
    }

    /** The roles of an enabled client, as the database has them, if a token that was issued to it then still counts. */
    public Optional<Set<String>> roles(String clientId, Instant issuedAt) {
        return lookup.roles(clientId, issuedAt);
    }

    /** A change that this replica makes applies here from its commit on. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ClientChange change) {
        memory = new Memory();
    }

    private void refresh() {
        ClientChanges before = read;
        // until this has succeeded: after an outage it may be another database
        read = ClientChanges.NONE;
        ClientChanges now = lookup.changes(before);
        if (!before.cover(now)) {
            memory = new Memory();
        }
        read = now;
    }

    private final class Memory {
        private final Cache<String, Client> clients = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                // no pool that others may have filled
                .executor(Runnable::run)
                .build();

        private final AtomicReference<@Nullable CompletableFuture<Map<String, Proof>>> proofs = new AtomicReference<>();

        Optional<Proof> proof(String clientId) {
            return Optional.ofNullable(proofs().get(clientId));
        }

        /** One reads for all who wait, and all who wait fail with it: one after the other they would wait for a database that hangs. */
        private Map<String, Proof> proofs() {
            CompletableFuture<Map<String, Proof>> mine = new CompletableFuture<>();
            CompletableFuture<Map<String, Proof>> theirs = proofs.compareAndExchange(null, mine);
            if (theirs != null) {
                return result(theirs);
            }
            try {
                mine.complete(lookup.proofs());
            } catch (RuntimeException | Error e) {
                proofs.set(null);
                mine.completeExceptionally(e);
            }
            return result(mine);
        }

        private static Map<String, Proof> result(CompletableFuture<Map<String, Proof>> read) {
            try {
                return read.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        Optional<Client> client(String clientId) {
            if (proof(clientId).isEmpty()) {
                return Optional.empty();
            }
            Optional<Client> client = Optional.ofNullable(clients.getIfPresent(clientId));
            if (client.isEmpty()) {
                client = lookup.find(clientId);
                client.ifPresent(found -> clients.put(clientId, found));
            }
            return client;
        }
    }
}
