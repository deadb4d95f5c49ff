package dev.signet.endpoint.clientkeys;

import dev.signet.jwt.PublicKeySet;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches key sets from where clients publish them: over https, from public addresses, in three seconds, 64 KiB at most, and
 * from nowhere else than the address that was registered.
 */
@ApplicationScoped
public class KeySetFetcher {
    static final int MAX_BYTES = 64 * 1024;

    private static final int SECONDS = 3;
    private static final int HTTPS_PORT = 443;

    /** Names are resolved by the system, which may take its time. A name that hangs holds up one thread, however many ask. */
    private static final int MOST_RESOLVERS = 50;

    private static final String NAME = "signet-jwks";

    private final AssertionConfig config;
    private final Names names;
    private final ExecutorService resolvers = resolvers();
    private final Map<String, Future<InetAddress[]>> resolving = new ConcurrentHashMap<>();
    private final HttpClient http;

    /** Tells the addresses of a host. */
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * @param tls may hold a configuration {@code jwks}, with whom to trust beside those that Java trusts
     */
    @Inject
    KeySetFetcher(Vertx vertx, TlsConfigurationRegistry tls, AssertionConfig config) {
        this(vertx, tls, config, InetAddress::getAllByName);
    }

    KeySetFetcher(Vertx vertx, TlsConfigurationRegistry tls, AssertionConfig config, Names names) {
        this.config = config;
        this.names = names;
        HttpClientOptions options = new HttpClientOptions()
                .setName(NAME)
                .setKeepAlive(false)
                .setConnectTimeout(SECONDS * 1000)
                .setSslHandshakeTimeout(SECONDS);
        tls.get("jwks").map(TlsConfiguration::getTrustStoreOptions).ifPresent(options::setTrustOptions);
        http = vertx.createHttpClient(options);
    }

    @PreDestroy
    void close() {
        var unused = http.close();
        resolvers.shutdownNow();
    }

    /**
     * Fetches a set.
     *
     * @throws KeySetUnavailableException with the reason
     */
    PublicKeySet fetch(URI uri) throws KeySetUnavailableException {
        try {
            String json = resolve(uri)
                    .compose(address -> get(uri, address))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .toString();
            return PublicKeySet.parsePublished(json);
        } catch (IllegalArgumentException e) {
            throw new KeySetUnavailableException(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KeySetUnavailableException refused
                    ? refused
                    : new KeySetUnavailableException(oneLine(String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            throw new KeySetUnavailableException("no answer within " + SECONDS + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeySetUnavailableException("interrupted");
        }
    }

    /** One address that may be called: what is checked here is what is called later, whatever the name means by then. */
    private Future<InetAddress> resolve(URI uri) {
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            return refused("not an https address");
        }
        return addresses(uri.getHost())
                .compose(addresses ->
                        config.privateJwksUris() || Arrays.stream(addresses).allMatch(PublicAddress::isOne)
                                ? Future.succeededFuture(addresses[0])
                                : refused("not a public address (signet.allow.private-jwks-uris)"));
    }

    /** Whoever asks while the same name is being resolved waits for that answer. */
    private Future<InetAddress[]> addresses(String host) {
        return resolving.computeIfAbsent(host, name -> {
            Promise<InetAddress[]> answer = Promise.promise();
            resolvers.execute(() -> {
                try {
                    answer.complete(names.addresses(name));
                } catch (UnknownHostException | RuntimeException | Error e) {
                    answer.fail(e);
                } finally {
                    resolving.remove(name);
                }
            });
            return answer.future();
        });
    }

    private static ExecutorService resolvers() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_RESOLVERS, MOST_RESOLVERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, NAME);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private Future<Buffer> get(URI uri, InetAddress address) {
        int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(uri.toString())
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.ACCEPT, "application/jwk-set+json, application/json");
        return http.request(options).compose(request -> request.send()
                .compose(KeySetFetcher::body)
                // whoever asked is gone by then: nothing goes on in the background
                .timeout(2 * SECONDS, TimeUnit.SECONDS)
                .onFailure(e -> request.reset()));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            return refused("status " + response.statusCode());
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() <= MAX_BYTES) {
                body.appendBuffer(part);
            } else {
                whole.tryFail(new KeySetUnavailableException("more than " + MAX_BYTES + " bytes"));
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static <T> Future<T> refused(String reason) {
        return Future.failedFuture(new KeySetUnavailableException(reason));
    }

    /** Part of it may come from whoever answers. */
    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(200, line.length()));
    }
}
