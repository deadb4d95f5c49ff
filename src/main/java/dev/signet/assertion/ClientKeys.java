package dev.signet.assertion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.client.Client;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.PublicKeySet;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** The public keys of clients: as they were registered, or as the client publishes them. */
@ApplicationScoped
class ClientKeys {
    private static final Logger LOG = Logger.getLogger(ClientKeys.class);

    private static final int MOST_REMEMBERED = 1000;

    /** So many requests may wait for sets to be fetched; worker threads are several times as many. */
    private static final int MOST_WAITING = 50;

    /** By the text: another registration is another set. */
    private final Cache<String, PublicKeySet> registered = cache();

    private final Cache<URI, PublishedKeys> published = cache();
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final KeySetFetcher fetcher;
    private final Clock clock;

    ClientKeys(KeySetFetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /** The key of a client for a token with this header. Blocks while a set is fetched, for three seconds or so at most. */
    Optional<JwtKey> find(Client client, Map<String, Object> header) {
        Optional<PublicKeySet> own =
                client.jwks().map(text -> registered.get(text, json -> registered(client.clientId(), json)));
        if (own.isPresent()) {
            return own.flatMap(keys -> keys.find(header));
        }
        return client.jwksUri().flatMap(uri -> at(uri).find(header));
    }

    /** What was good enough when it was registered may be found unsafe later: the other keys of the client go on. */
    private static PublicKeySet registered(String clientId, String json) {
        PublicKeySet keys = PublicKeySet.parsePublished(json);
        if (!keys.refused().isEmpty()) {
            LOG.warnf("Of the keys of client %s these are not used: %s", clientId, String.join("; ", keys.refused()));
        }
        return keys;
    }

    private PublishedKeys at(URI uri) {
        return published.get(uri, any -> new PublishedKeys(uri, fetcher::fetch, places, clock));
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                // no pool that others may have filled
                .executor(Runnable::run)
                .build();
    }
}
