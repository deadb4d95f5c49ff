package dev.signet.identity.clientadmin;

import dev.signet.base.database.ReplicaClockConfig;
import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.Cutoff;
import dev.signet.base.replica.NoticeConfig;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.StoredClient;
import dev.signet.token.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Ends what was issued to a client up to now, as part of the current transaction. */
@ApplicationScoped
class ClientCutoff {
    /** A replica that heard nothing looks by itself, at the next poll; and reading takes a moment. */
    private static final Duration READING = Duration.ofSeconds(5);

    private final ClientRepository clients;
    private final Revocations revocations;
    private final ReplicaClockConfig clocks;
    private final NoticeConfig notices;

    ClientCutoff(ClientRepository clients, Revocations revocations, ReplicaClockConfig clocks, NoticeConfig notices) {
        this.clients = clients;
        this.revocations = revocations;
        this.clocks = clocks;
        this.notices = notices;
    }

    /**
     * For a client that goes on with less: replicas whose clocks are ahead issued what says that it is later, so that much is
     * added.
     *
     * @throws DomainException 429 where earlier changes have put the cut-off too far ahead
     */
    void now(StoredClient client) {
        until(client, Duration.ZERO);
    }

    /**
     * For a client that gets no more tokens: also what a replica issues that has not heard of it yet.
     *
     * @throws DomainException 429 as above; never because a client was narrowed often, which needs less
     */
    void forGood(StoredClient client) {
        until(client, unheard());
    }

    /** For a client that has the id of an earlier one. It is written already: so a deletion that was under way is over. */
    void inherit(String clientId) {
        revocations.cutoffOfClient(clientId).ifPresent(from -> clients.acceptTokensAfter(clientId, from));
    }

    private Duration unheard() {
        return notices.poll().plus(READING);
    }

    private void until(StoredClient client, Duration ahead) {
        Instant least = clients.now().plus(clocks.clockDifference());
        Instant needed = least.plus(ahead);
        Instant next = Cutoff.next(client.tokensValidFrom(), needed);
        Duration wait = Cutoff.delay(next, needed, least.plus(unheard()));
        if (!wait.isZero()) {
            throw new ChangedTooOftenException(
                    "The client's tokens were ended several times within a few seconds, by taking something away from it or by"
                            + " disabling it. Try again when Retry-After has passed.",
                    wait);
        }
        clients.acceptTokensAfter(client.clientId(), next);
        revocations.revokeClient(client.clientId(), next);
    }
}
