package dev.signet.endpoint.clientkeys;

import dev.signet.base.problem.UnavailableException;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.PublicKeySet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are published at one address, as they were last fetched. They are fetched when they are asked for, by one
 * request at a time; who finds the key among those of before goes on with it, and the others wait.
 */
final class FetchedKeySet {
    /** For how long a key is used after it is no longer published. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** For how long keys are used that cannot be fetched again. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Between two attempts, whatever anybody asks for. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(FetchedKeySet.class);

    /** Where a set comes from. */
    interface Source {
        PublicKeySet fetch(URI uri) throws KeySetUnavailableException;
    }

    private record Fetched(PublicKeySet keys, Instant at) {}

    private final URI uri;
    private final Source source;
    private final RequestPermits fetches;
    private final RequestPermits waits;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched last;
    private volatile Instant nextAttempt = Instant.MIN;
    private boolean failing;
    private List<String> refused = List.of();

    /**
     * Nothing is fetched yet.
     *
     * @param fetches places for requests that fetch a set: for each network that they come from, and each host
     * @param waits places for requests that wait for another's fetch: for each network, and each set
     */
    FetchedKeySet(URI uri, Source source, RequestPermits fetches, RequestPermits waits, Clock clock) {
        this.uri = uri;
        this.source = source;
        this.fetches = fetches;
        this.waits = waits;
        this.clock = clock;
    }

    /**
     * The key for a token with this header. Blocks while the set is fetched, where that is needed.
     *
     * @param network from which the request comes
     * @throws UnavailableException where the set had to be fetched, and there was no place for that
     */
    Optional<JwtKey> find(Map<String, Object> header, String network) {
        Optional<JwtKey> fresh = known(FRESH, header);
        if (fresh.isPresent() || !mayTry()) {
            return fresh.or(() -> known(KEPT, header));
        }
        boolean tried = refresh(network, known(KEPT, header).isEmpty());
        Optional<JwtKey> key = known(KEPT, header);
        if (key.isEmpty() && !tried) {
            throw new UnavailableException("Too many keys of clients are being fetched.", RETRY_AFTER);
        }
        return key;
    }

    private Optional<JwtKey> known(Duration atMost, Map<String, Object> header) {
        return Optional.ofNullable(last)
                .filter(fetched -> clock.instant().isBefore(fetched.at().plus(atMost)))
                .flatMap(fetched -> fetched.keys().find(header));
    }

    private boolean mayTry() {
        return !clock.instant().isBefore(nextAttempt);
    }

    /**
     * Fetches the set, unless another request does.
     *
     * @param wait whether to wait for that other
     * @return whether it was fetched, or that was tried in vain
     */
    private boolean refresh(String network, boolean wait) {
        if (!fetching.tryLock() && !(wait && lock(network))) {
            return false;
        }
        try {
            // whoever was here first may have tried
            return !mayTry() || fetch(network);
        } finally {
            fetching.unlock();
        }
    }

    private boolean lock(String network) {
        List<String> owners = List.of(network, uri.toString());
        if (!waits.take(owners)) {
            return false;
        }
        try {
            fetching.lock();
            return true;
        } finally {
            waits.giveBack(owners);
        }
    }

    private boolean fetch(String network) {
        List<String> owners = List.of(network, uri.getHost());
        if (!fetches.take(owners)) {
            return false;
        }
        try {
            fetch();
            return true;
        } finally {
            fetches.giveBack(owners);
        }
    }

    private void fetch() {
        try {
            PublicKeySet keys = source.fetch(uri);
            last = new Fetched(keys, clock.instant());
            tell(keys.refused());
            if (failing) {
                LOG.infof("The keys at %s were fetched again", place());
            }
            failing = false;
        } catch (KeySetUnavailableException e) {
            if (!failing) {
                LOG.warnf("The keys at %s cannot be fetched: %s", place(), e.getMessage());
            }
            failing = true;
        } finally {
            nextAttempt = clock.instant().plus(PAUSE);
        }
    }

    private void tell(List<String> unsafe) {
        if (!unsafe.isEmpty() && !unsafe.equals(refused)) {
            LOG.warnf("Unused keys at %s: %s", place(), String.join("; ", unsafe));
        }
        refused = unsafe;
    }

    /** Without the query, which might hold something secret. */
    private String place() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
