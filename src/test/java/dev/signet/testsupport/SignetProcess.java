package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.SignetApi.Tokens;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The packaged application as a process of its own, as users run it. */
public final class SignetProcess implements AutoCloseable {
    private static final Path APPLICATION =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final int port = freePort();
    private final int managementPort = freePort();
    private List<String> command = List.of();
    private Process process;

    /** @param folder where it runs, keeps its data and leaves its output */
    public SignetProcess(Path folder) {
        this.folder = folder;
        set("QUARKUS_HTTP_PORT", Integer.toString(port));
        set("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        // no load balancer has to hear that it stops
        set("QUARKUS_SHUTDOWN_DELAY", "0S");
    }

    public SignetProcess set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs it by this command, whose first child it is, and with no other environment than what is set. */
    SignetProcess by(List<String> command) {
        this.command = command;
        return this;
    }

    /** Takes back what was set, also by us. */
    public SignetProcess unset(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Lets it work on this database. */
    public SignetProcess on(EmbeddedDatabase database) {
        return set("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl())
                .set("QUARKUS_DATASOURCE_USERNAME", database.username())
                .set("QUARKUS_DATASOURCE_PASSWORD", database.password())
                .set("QUARKUS_FLYWAY_USERNAME", database.owner().username().orElseThrow())
                .set("QUARKUS_FLYWAY_PASSWORD", database.owner().password().orElseThrow());
    }

    /** Starts it and waits until it answers. */
    public SignetProcess start() {
        return startUntil(() -> answers(port));
    }

    /** Starts it and waits until something that takes other connections than a test makes by itself is answered. */
    public SignetProcess startUntil(BooleanSupplier answers) {
        launch();
        waitUntil(answers);
        return this;
    }

    private void waitUntil(BooleanSupplier answers) {
        await(() -> answers.getAsBoolean() || !process.isAlive());
        assertThat(process.isAlive())
                .as("alive after the start: %s%n%s", errors(), output())
                .isTrue();
    }

    /** Starts it and waits until it has given up. */
    public int startInVain() {
        launch();
        return exitCode();
    }

    private void launch() {
        process = command.isEmpty()
                ? OwnProcess.java(APPLICATION, folder, environment, "-XX:SharedArchiveFile=" + ClassArchive.FILE)
                : OwnProcess.of(command, folder, environment);
    }

    /** The classes that each start loads, in one file that is mapped: a quarter of a start is reading them. */
    private static final class ClassArchive {
        static final Path FILE = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "class-archive");
                Path file = folder.resolve("classes.jsa");
                try (SignetProcess signet = new SignetProcess(folder)) {
                    signet.process = OwnProcess.java(
                            APPLICATION, folder, signet.environment, "-XX:ArchiveClassesAtExit=" + file);
                    signet.waitUntil(() -> answers(signet.port));
                    signet.http()
                            .contentType(ContentType.JSON)
                            .body(Map.of("username", "nobody", "password", "wrong"))
                            .post("/api/login")
                            .then()
                            .statusCode(401);
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public RequestSpecification http() {
        return RestAssured.given().baseUri("http://127.0.0.1").port(port);
    }

    public RequestSpecification management() {
        return RestAssured.given().baseUri("http://127.0.0.1").port(managementPort);
    }

    /** An access token of the first administrator. */
    public String adminToken(String password) {
        return adminTokens(password).accessToken();
    }

    /** The first administrator logs in. */
    public Tokens adminTokens(String password) {
        return SignetApi.tokens(http().contentType(ContentType.JSON)
                .body(Map.of("username", "admin", "password", password))
                .post("/api/login"));
    }

    public Response refresh(String refreshToken) {
        return http().contentType(ContentType.JSON)
                .body(Map.of("refresh_token", refreshToken))
                .post("/api/refresh");
    }

    public Response logout(String token) {
        return http().header("Authorization", "Bearer " + token).post("/api/logout");
    }

    /** The status with which {@code /api/me} answers this token. */
    public int me(String token) {
        return http().header("Authorization", "Bearer " + token).get("/api/me").statusCode();
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Path dataFolder() {
        return folder.resolve("signet-data");
    }

    public String output() {
        return read("stdout");
    }

    /** The lines on standard error, those of the Java runtime's options left out. */
    public List<String> errors() {
        return read("stderr")
                .lines()
                .filter(line -> !line.startsWith("Picked up "))
                .toList();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as an orchestrator does. */
    public int terminate() {
        tellToEnd();
        return exitCode();
    }

    /** Sends what an orchestrator sends, and does not wait. */
    public void tellToEnd() {
        handle().destroy();
    }

    /** The Java process. */
    public ProcessHandle handle() {
        return command.isEmpty()
                ? process.toHandle()
                : process.children().findFirst().orElse(process.toHandle());
    }

    /** Ends it as a power cut does. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Waits until it has ended. */
    public int exitCode() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            terminate();
        }
    }

    /** Asks again and again, for as long as a slow machine may need. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean answers(int port) {
        try {
            return RestAssured.given()
                            .baseUri("http://127.0.0.1")
                            .port(port)
                            .get("/api/ping")
                            .statusCode()
                    == 200;
        } catch (Exception e) {
            return false;
        }
    }

    /**
     * One that was not given before. Below the ports that systems hand out for connections, or one of those could take it
     * before the server does.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            if (!GIVEN.add(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // another one, then
            }
        }
    }
}
