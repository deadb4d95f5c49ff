package dev.signet.assertion;

import dev.signet.jwt.JwtKey;
import dev.signet.jwt.PublicKeySet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are published at one address, as they were last fetched. They are fetched when they are asked for, by one
 * request at a time; as long as there are some, the others go on with them.
 */
final class PublishedKeys {
    /** How long a key may go on that is published no more. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** How long keys may go on that cannot be fetched again. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Between two attempts, whatever anybody asks for. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(PublishedKeys.class);

    /** Where a set comes from. */
    interface Source {
        PublicKeySet fetch(URI uri) throws KeySetUnavailableException;
    }

    private record Fetched(PublicKeySet keys, Instant at) {}

    private final URI uri;
    private final Source source;
    private final Semaphore places;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched last;
    private volatile Instant nextAttempt = Instant.MIN;
    private boolean failing;
    private List<String> refused = List.of();

    /**
     * Nothing is fetched yet.
     *
     * @param places for requests that wait for sets, of whichever client
     */
    PublishedKeys(URI uri, Source source, Semaphore places, Clock clock) {
        this.uri = uri;
        this.source = source;
        this.places = places;
        this.clock = clock;
    }

    /** The key for a token with this header. Blocks while the set is fetched, where that is needed. */
    Optional<JwtKey> find(Map<String, Object> header) {
        Optional<JwtKey> key = known(FRESH).flatMap(keys -> keys.find(header));
        if (key.isEmpty() && mayTry() && places.tryAcquire()) {
            try {
                refresh();
            } finally {
                places.release();
            }
        }
        return key.or(() -> known(KEPT).flatMap(keys -> keys.find(header)));
    }

    private Optional<PublicKeySet> known(Duration atMost) {
        return Optional.ofNullable(last)
                .filter(fetched -> clock.instant().isBefore(fetched.at().plus(atMost)))
                .map(Fetched::keys);
    }

    private boolean mayTry() {
        return !clock.instant().isBefore(nextAttempt);
    }

    private void refresh() {
        if (known(KEPT).isEmpty()) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return;
        }
        try {
            // whoever was here first may have tried
            if (mayTry()) {
                fetch();
            }
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() {
        try {
            PublicKeySet keys = source.fetch(uri);
            last = new Fetched(keys, clock.instant());
            tell(keys.refused());
            if (failing) {
                LOG.infof("The keys at %s can be fetched again", place());
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
            LOG.warnf("Of the keys at %s these are not used: %s", place(), String.join("; ", unsafe));
        }
        refused = unsafe;
    }

    /** Without the query, which might hold something secret. */
    private String place() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
