package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.SignetProcess;
import dev.signet.token.keystore.EncryptionKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop, as platforms do it with every new version: nobody is to notice. */
class GracefulStopIT {
    private static final String PASSWORD = "the administrator's password";
    private static final int CONNECTIONS = 50;

    /** Of the fifty. Fewer than may be under way at one account at once. */
    private static final int LOG_INS = 8;

    @TempDir
    Path folder;

    private final ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    private final ExecutorService transport = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(transport)
            .build();
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder answered = new LongAdder();

    @AfterEach
    void stop() {
        clients.shutdownNow();
        transport.shutdownNow();
    }

    @Test
    void clientsThatFollowReadinessSeeNoFailure() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"));
                SignetProcess signet = production(database).start()) {
            String token = signet.adminToken(PASSWORD);
            for (int i = 0; i < CONNECTIONS; i++) {
                HttpRequest request =
                        i < LOG_INS ? logIn(signet) : get(signet, i % 2 == 0 ? "me" : "admin/users", token);
                clients.execute(() -> send(request));
            }
            SignetProcess.await(() -> answered.sum() > 10 * CONNECTIONS);

            signet.tellToEnd();
            SignetProcess.await(() -> readiness(signet) == 503);
            long before = answered.sum();
            // it serves on, although it is not ready: load balancers need their time
            SignetProcess.await(() -> answered.sum() > before + CONNECTIONS);
            ready.set(false);

            assertThat(signet.exitCode()).isEqualTo(143);
            assertThat(failures).isEmpty();
            quietly(signet);
        }
    }

    @Test
    void runningRequestsOfATryOutAreFinishedAndItEndsAtOnce() throws Exception {
        try (SignetProcess signet = new SignetProcess(folder)
                .unset("QUARKUS_SHUTDOWN_DELAY")
                .set("SIGNET_ADMIN_PASSWORD", PASSWORD)
                .set("SIGNET_PASSWORD_MEMORY", "65536")
                .set("SIGNET_PASSWORD_ITERATIONS", "3")
                // a busy machine may need more than the default for them
                .set("QUARKUS_SHUTDOWN_TIMEOUT", "60S")) {
            signet.start();
            List<Future<Integer>> logIns = new ArrayList<>();
            for (int i = 0; i < LOG_INS; i++) {
                logIns.add(clients.submit(() ->
                        http.send(logIn(signet), BodyHandlers.discarding()).statusCode()));
            }
            SignetProcess.await(() -> waiting(signet) > 0);

            signet.tellToEnd();
            for (Future<Integer> logIn : logIns) {
                assertThat(logIn.get(1, TimeUnit.MINUTES)).isEqualTo(200);
            }
            long answeredAt = System.nanoTime();
            assertThat(signet.exitCode()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - answeredAt)).isLessThan(Duration.ofSeconds(30));
            assertThat(signet.dataFolder().resolve("postgres/postmaster.pid")).doesNotExist();
            quietly(signet);
        }
    }

    private static void quietly(SignetProcess signet) {
        assertThat(signet.errors()).isEmpty();
        assertThat(signet.output()).doesNotContain("\tat ", " ERROR ", " WARN ");
    }

    private void send(HttpRequest request) {
        while (ready.get()) {
            try {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    failures.add(request.uri() + " " + status);
                }
                answered.increment();
            } catch (IOException | InterruptedException e) {
                failures.add(request.uri() + " " + e);
            }
        }
    }

    private SignetProcess production(EmbeddedDatabase database) throws IOException {
        Path key = folder.resolve("key");
        EncryptionKey.create(key);
        return new SignetProcess(Files.createDirectory(folder.resolve("signet")))
                .on(database)
                .unset("QUARKUS_SHUTDOWN_DELAY")
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ENCRYPTION_KEY_FILE", key.toString())
                .set("SIGNET_ADMIN_PASSWORD", PASSWORD)
                .set("SIGNET_TRUSTED_PROXIES", "127.0.0.1")
                .set("SIGNET_FORWARDED_HEADER", "X-Forwarded-For");
    }

    /** From another address each time: so many log-ins at one account from one address are throttled. */
    private static HttpRequest logIn(SignetProcess signet) {
        return HttpRequest.newBuilder(uri(signet, "login"))
                .header("Content-Type", "application/json")
                .header(
                        "X-Forwarded-For",
                        "10.0.0." + ThreadLocalRandom.current().nextInt(1, 255))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\": \"admin\", \"password\": \"" + PASSWORD + "\"}"))
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    private static HttpRequest get(SignetProcess signet, String path, String token) {
        return HttpRequest.newBuilder(uri(signet, path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    private static URI uri(SignetProcess signet, String path) {
        return URI.create("http://127.0.0.1:" + signet.port() + "/api/" + path);
    }

    private static int readiness(SignetProcess signet) {
        return signet.management().get("/q/health/ready").statusCode();
    }

    private static double waiting(SignetProcess signet) {
        return signet.management()
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("signet_password_queue "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
                .sum();
    }
}
