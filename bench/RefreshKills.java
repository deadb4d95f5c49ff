import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kills a server again and again ({@code kill -9}) while clients refresh a session each, and counts the sessions that are
 * lost. A client that gets no answer asks again with the same token. The environment is the server's.
 *
 * <pre>
 * java bench/RefreshKills.java quarkus-run.jar PORT PASSWORD-OF-ADMIN KILLS LONG-ONES
 * </pre>
 */
class RefreshKills {
    private static final int CLIENTS = 16;
    private static final int REFRESHES_BETWEEN_KILLS = 3;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Pattern REFRESH_TOKEN = Pattern.compile("\"refresh_token\":\"([^\"]+)\"");
    private static final Pattern REPEATS =
            Pattern.compile("(?m)^signet_refreshes_total\\{outcome=\"repeat\"\\} ([0-9.]+)$");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static volatile boolean over;
    private static volatile Process server;

    private final List<String> command;
    private final String origin;
    private final String metrics;
    private long repeats;
    private long longestNanos;

    RefreshKills(String jar, int port) {
        command = List.of("java", "-XX:TieredStopAtLevel=1", "-jar", jar);
        origin = "http://127.0.0.1:" + port;
        metrics = "http://127.0.0.1:" + (port + 1) + "/q/metrics";
    }

    public static void main(String[] args) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (server != null) {
                server.destroyForcibly();
            }
        }));
        long began = System.nanoTime();
        RefreshKills kills = new RefreshKills(args[0], Integer.parseInt(args[1]));
        List<Client> clients = kills.run(args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        figure("kills", args[3]);
        figure("of which the server stayed away for two minutes", args[4]);
        figure("longest time from a kill to the first answer", seconds(kills.longestNanos));
        figure("sessions", clients.size());
        figure("refreshes", clients.stream().mapToLong(client -> client.refreshes).sum());
        figure("repeats (answers that were lost and given again)", kills.repeats);
        figure("sessions lost", clients.stream().filter(client -> client.lost).count());
        figure("time", seconds(System.nanoTime() - began));
    }

    private static void figure(String name, Object value) {
        System.out.printf("%-60s %s%n", name, value);
    }

    private static String seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds() + " s";
    }

    private List<Client> run(String password, int kills, int longOnes) throws Exception {
        start();
        String login = "{\"username\":\"admin\",\"password\":\"" + password + "\"}";
        List<Client> clients = Stream.generate(() -> new Client(login)).limit(CLIENTS).toList();
        List<Thread> threads = clients.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        for (int kill = 1; kill <= kills; kill++) {
            goOn(clients);
            Thread.sleep(ThreadLocalRandom.current().nextInt(500));
            repeats += repeats();
            server.destroyForcibly().waitFor();
            long killed = System.nanoTime();
            // spread evenly over all kills
            if (kill * longOnes / kills > (kill - 1) * longOnes / kills) {
                Thread.sleep(LONG.toMillis());
            }
            start();
            longestNanos = Math.max(longestNanos, System.nanoTime() - killed);
        }
        goOn(clients);
        repeats += repeats();
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return clients;
    }

    private void start() throws IOException, InterruptedException {
        server = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!answers()) {
            if (!server.isAlive()) {
                throw new IOException("The server did not start");
            }
            Thread.sleep(50);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return get(origin + "/api/ping").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Until every client that was not logged out has refreshed some times more: an answer is lost now and then only. */
    private static void goOn(List<Client> clients) throws InterruptedException {
        for (Client client : clients) {
            long enough = client.refreshes + REFRESHES_BETWEEN_KILLS;
            while (!client.lost && client.refreshes < enough) {
                Thread.sleep(20);
            }
        }
    }

    /** Since the last start of the server. */
    private long repeats() throws IOException, InterruptedException {
        Matcher found = REPEATS.matcher(get(metrics).body());
        return found.find() ? Math.round(Double.parseDouble(found.group(1))) : 0;
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private final class Client implements Runnable {
        private String token;
        private volatile long refreshes;
        private volatile boolean lost;

        Client(String login) {
            try {
                token = token(post("/api/login", login));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void run() {
            try {
                while (!over && !lost) {
                    refresh();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void refresh() throws InterruptedException {
            try {
                HttpResponse<String> answer = post("/api/refresh", "{\"refresh_token\":\"" + token + "\"}");
                if (answer.statusCode() == 200) {
                    token = token(answer);
                    refreshes++;
                    Thread.sleep(10);
                } else if (answer.statusCode() < 500) {
                    lost = true;
                    System.err.println(answer.body());
                }
            } catch (IOException noAnswer) {
                Thread.sleep(50);
            }
        }

        private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(origin + path))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString());
        }

        private static String token(HttpResponse<String> answer) throws IOException {
            Matcher token = REFRESH_TOKEN.matcher(answer.body());
            if (!token.find()) {
                throw new IOException(answer.body());
            }
            return token.group(1);
        }
    }
}
