package dev.signet.endpoint.clientkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.endpoint.clientauth.ClientAssertionsTest;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestAssertions;
import dev.signet.token.keyimport.SelfSigned;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real server that speaks TLS, on this machine. */
@NullUnmarked
class KeySetFetcherTest {
    private static final ECKey KEY = TestAssertions.ecKey("theirs");
    private static final String SET = new JWKSet(KEY.toPublicJWK()).toString();

    private static final Vertx VERTX = Vertx.vertx();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static PemTrustOptions trusted;
    private static HttpServer server;

    @BeforeAll
    static void serve() throws Exception {
        KeyPair pair = JwsAlgorithm.ES256.generateKeyPair();
        byte[] certificate = SelfSigned.certificate(pair.getPrivate(), pair.getPublic(), "localhost")
                .getEncoded();
        trusted = new PemTrustOptions().addCertValue(pem("CERTIFICATE", certificate));
        server = VERTX.createHttpServer(new HttpServerOptions()
                        .setHost("localhost")
                        .setPort(0)
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(pem("CERTIFICATE", certificate))
                                .addKeyValue(
                                        pem("PRIVATE KEY", pair.getPrivate().getEncoded()))))
                .requestHandler(KeySetFetcherTest::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Buffer pem(String type, byte[] der) {
        return Buffer.buffer("-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type + "-----\n");
    }

    private static void answer(HttpServerRequest request) {
        CALLS.incrementAndGet();
        switch (request.path()) {
            case "/keys" -> request.response().end(SET);
            case "/elsewhere" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/keys")
                        .end();
            case "/none" -> request.response().setStatusCode(404).end(SET);
            case "/limit" -> request.response().end(SET + " ".repeat(KeySetFetcher.MAX_BYTES - SET.length()));
            case "/large" -> request.response().end(SET + " ".repeat(KeySetFetcher.MAX_BYTES - SET.length() + 1));
            case "/endless" -> endless(request);
            case "/private" -> request.response().end("{\"keys\":[" + KEY.toJSONString() + "]}");
            case "/secret" -> request.response().end("{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + "A".repeat(43) + "\"}]}");
            case "/mixed" ->
                request.response()
                        .end("{\"keys\":[" + KEY.toPublicJWK().toJSONString().replace("}", ",\"key_ops\":\"verify\"},")
                                + SET.substring(SET.indexOf('[') + 1));
            case "/declared" ->
                request.response().end("{\"keys\":[" + KEY.toJSONString().replace("}", ",\"key_ops\":[\"verify\"]}]}"));
            case "/twice" -> request.response().end("{\"keys\":[]," + SET.substring(1));
            case "/page" -> request.response().end("<html>\n</html>");
            case "/host" ->
                request.response()
                        .setStatusCode(request.authority().host().equals("localhost") ? 200 : 400)
                        .end(SET);
            default -> {
                /* never answers */
            }
        }
    }

    private static void endless(HttpServerRequest request) {
        request.response().setChunked(true);
        long timer = VERTX.setPeriodic(1, any -> request.response().write(" ".repeat(16_000)));
        request.connection().closeHandler(closed -> VERTX.cancelTimer(timer));
    }

    private static KeySetFetcher fetcher(boolean privateAddresses, TrustOptions trust) {
        return new KeySetFetcher(
                VERTX, new Registry(trust), new ClientAssertionsTest.Allowing(privateAddresses, false));
    }

    private static URI at(String path) {
        return URI.create("https://localhost:" + server.actualPort() + path);
    }

    @Test
    void setIsFetchedFromAPrivateAddressOnlyWhereThatIsAllowed() throws Exception {
        assertThat(fetcher(true, trusted).fetch(at("/keys")).find(Map.of("alg", "ES256", "kid", "theirs")))
                .isPresent();
        int calls = CALLS.get();
        assertThatThrownBy(() -> fetcher(false, trusted).fetch(at("/keys")))
                .isInstanceOf(KeySetUnavailableException.class)
                .hasMessageContaining("not a public address");
        assertThat(CALLS).hasValue(calls);
    }

    @Test
    void addressIsCheckedAndTheNameIsAskedFor() throws Exception {
        assertThat(fetcher(true, trusted).fetch(at("/host"))).isNotNull();
    }

    @Test
    void serverMustBeTrustedAndBeTheOneThatWasNamed() {
        refused(fetcher(true, null), at("/keys"), "");
        refused(fetcher(true, trusted), URI.create("https://127.0.0.1:" + server.actualPort() + "/keys"), "");
    }

    @Test
    void onlyHttpsIsSpoken() {
        for (String uri :
                new String[] {"http://localhost:1/keys", "file:///etc/passwd", "https:/keys", "ftp://localhost/"}) {
            refused(fetcher(true, trusted), URI.create(uri), "not an https address");
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        int calls = CALLS.get();
        refused(fetcher(true, trusted), at("/elsewhere"), "status 302");
        assertThat(CALLS).hasValue(calls + 1);
        refused(fetcher(true, trusted), at("/none"), "status 404");
    }

    @Test
    void setHas64KibAtMost() throws Exception {
        assertThat(fetcher(true, trusted).fetch(at("/limit"))).isNotNull();
        refused(fetcher(true, trusted), at("/large"), "more than 65536 bytes");
        refused(fetcher(true, trusted), at("/endless"), "more than 65536 bytes");
    }

    @Test
    void answerMustComeInThreeSeconds() {
        refused(fetcher(true, trusted), at("/never"), "no answer within 3 seconds");
    }

    @Test
    void contentMustBeASetOfPublicKeys() {
        for (String path : new String[] {"/private", "/declared", "/secret", "/twice", "/page"}) {
            refused(fetcher(true, trusted), at(path), "the ");
        }
    }

    @Test
    void keyThatCannotBeReadHidesNoOther() throws Exception {
        assertThat(fetcher(true, trusted).fetch(at("/mixed")).find(Map.of("alg", "ES256", "kid", "theirs")))
                .isPresent();
    }

    @Test
    void namesThatAreNoneAreToldWithoutLineBreaks() {
        refused(fetcher(true, trusted), URI.create("https://nowhere.invalid/keys"), "");
    }

    /** On a busy machine not each time within three seconds. */
    private static boolean fetches(KeySetFetcher fetcher) {
        try {
            return fetcher.fetch(at("/keys")) != null;
        } catch (KeySetUnavailableException e) {
            return false;
        }
    }

    /** Whoever runs the name servers of a client's host decides how long that takes. */
    @Test
    void nameThatHangsHoldsUpNoOther() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        KeySetFetcher fetcher = new KeySetFetcher(
                VERTX, new Registry(trusted), new ClientAssertionsTest.Allowing(true, false), host -> {
                    if (host.equals("hangs.example")) {
                        lookups.incrementAndGet();
                        try {
                            assertThat(answered.await(180, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            throw new UnknownHostException(host);
                        }
                    }
                    return InetAddress.getAllByName("localhost");
                });
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread =
                    new Thread(() -> refused(fetcher, URI.create("https://hangs.example/keys"), "no answer within"));
            thread.start();
            waiting.add(thread);
        }
        SignetProcess.await(() -> lookups.get() > 0);
        SignetProcess.await(() -> fetches(fetcher));
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(lookups).hasValue(1);
        answered.countDown();
        fetcher.close();
    }

    private static void refused(KeySetFetcher fetcher, URI uri, String reason) {
        assertThatThrownBy(() -> fetcher.fetch(uri))
                .isInstanceOf(KeySetUnavailableException.class)
                .hasMessageContaining(reason)
                .hasMessageMatching("\\P{Cntrl}{1,200}");
    }

    private record Registry(TrustOptions trust) implements TlsConfigurationRegistry {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.of(new BaseTlsConfiguration() {
                @Override
                public TrustOptions getTrustStoreOptions() {
                    return trust;
                }
            });
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }
}
