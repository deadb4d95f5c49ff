package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.SignetApi.Tokens;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that refresh a session each, without pause and at all replicas in turn. Who gets no answer, or is told that the
 * server failed, asks the next replica with the same token; who is refused has been logged out, and that is a failure.
 */
public final class RefreshTraffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> replicas;
    private final List<Client> clients;
    private final List<Future<Tokens>> results = new ArrayList<>();
    private volatile boolean over;

    /** Starts a client for each of these sessions. */
    public RefreshTraffic(List<SignetProcess> replicas, List<Tokens> sessions) {
        this.replicas = replicas.stream()
                .map(replica -> URI.create("http://127.0.0.1:" + replica.port() + "/api/refresh"))
                .toList();
        clients = sessions.stream().map(Client::new).toList();
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        clients.forEach(client -> results.add(threads.submit(client::run)));
        threads.shutdown();
    }

    /** Waits until every client was given new tokens so many times more. */
    public void goOn(int times) {
        List<Long> before = clients.stream().map(client -> client.refreshes).toList();
        SignetProcess.await(() -> results.stream().anyMatch(Future::isDone) || allCameFurther(before, times));
        assertThat(results).as("clients that gave up").noneMatch(Future::isDone);
    }

    private boolean allCameFurther(List<Long> before, int times) {
        for (int i = 0; i < clients.size(); i++) {
            if (clients.get(i).refreshes < before.get(i) + times) {
                return false;
            }
        }
        return true;
    }

    /** Ends it; what each client holds then. Fails if one of them was logged out. */
    public List<Tokens> stop() throws Exception {
        over = true;
        List<Tokens> last = new ArrayList<>();
        for (Future<Tokens> result : results) {
            last.add(result.get());
        }
        return last;
    }

    @Override
    public void close() {
        over = true;
    }

    private final class Client {
        private Tokens tokens;
        private volatile long refreshes;

        Client(Tokens tokens) {
            this.tokens = tokens;
        }

        Tokens run() throws InterruptedException {
            for (int attempt = 0; !over; attempt++) {
                try {
                    takeIn(refresh(replicas.get(attempt % replicas.size())));
                } catch (IOException e) {
                    // the answer is lost, or there was none: the next replica, the same token
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            }
            return tokens;
        }

        private HttpResponse<String> refresh(URI replica) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(replica)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"refresh_token\":\"" + tokens.refreshToken() + "\"}"))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
        private void takeIn(HttpResponse<String> answer) {
            if (answer.statusCode() < 500) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonPath body = JsonPath.from(answer.body());
                tokens = new Tokens(body.getString("access_token"), body.getString("refresh_token"));
                refreshes++;
            }
        }
    }
}
