package dev.signet.endpoint.clientkeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.http.Network;
import dev.signet.identity.client.Client;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.PublicKeySet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The public keys of clients: as they were registered, or as the client publishes them. */
@ApplicationScoped
public class ClientKeys {
    private static final Logger LOG = Logger.getLogger(ClientKeys.class);

    private static final int MOST_REMEMBERED = 1000;

    /** So many requests may fetch sets, and as many may wait for others' fetches; worker threads are several times as many. */
    private static final int MOST_HELD_UP = 50;

    /** So many of these from one network, for one host, or for one set: one that hangs leaves room for others. */
    private static final int MOST_OF_ONE = 10;

    /** By the text: another registration is another set. */
    private final Cache<String, PublicKeySet> registered = cache();

    private final Cache<URI, FetchedKeySet> published = cache();
    private final RequestPermits fetches;
    private final RequestPermits waits;
    private final KeySetFetcher fetcher;
    private final CurrentRequest request;
    private final Clock clock;

    @Inject
    ClientKeys(KeySetFetcher fetcher, CurrentRequest request, Clock clock) {
        this(
                new RequestPermits(MOST_HELD_UP, MOST_OF_ONE),
                new RequestPermits(MOST_HELD_UP, MOST_OF_ONE),
                fetcher,
                request,
                clock);
    }

    public ClientKeys(
            RequestPermits fetches, RequestPermits waits, KeySetFetcher fetcher, CurrentRequest request, Clock clock) {
        this.fetches = fetches;
        this.waits = waits;
        this.fetcher = fetcher;
        this.request = request;
        this.clock = clock;
    }

    /**
     * The key of a client for a token with this header. Blocks while a set is fetched, for three seconds or so at most.
     *
     * @throws dev.signet.base.problem.UnavailableException where too many others are held up by sets: the client may come again
     */
    public Optional<JwtKey> find(Client client, Map<String, Object> header) {
        Optional<PublicKeySet> own =
                client.jwks().map(text -> registered.get(text, json -> registered(client.clientId(), json)));
        if (own.isPresent()) {
            return own.flatMap(keys -> keys.find(header));
        }
        return client.jwksUri().flatMap(uri -> at(uri).find(header, network()));
    }

    private String network() {
        return Network.of(request.address().orElse("unknown"));
    }

    /** Some may be of kinds that are not known here, and some be found unsafe since they were registered: the others go on. */
    private static PublicKeySet registered(String clientId, String json) {
        PublicKeySet keys = PublicKeySet.parsePublished(json);
        if (!keys.unused().isEmpty()) {
            LOG.warnf("Unused keys of client %s: %s", clientId, String.join("; ", keys.unused()));
        }
        return keys;
    }

    private FetchedKeySet at(URI uri) {
        return published.get(uri, any -> new FetchedKeySet(uri, fetcher::fetch, fetches, waits, clock));
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                // no pool that others may have filled
                .executor(Runnable::run)
                .build();
    }
}
