package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.ComposeFile;
import dev.signet.testsupport.Container;
import dev.signet.testsupport.ImageStage;
import dev.signet.testsupport.SignetProcess;
import dev.signet.token.keystore.EncryptionKey;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docker/} says, run as a container without an engine; where not even that can be made, it is skipped. */
class ContainerIT {
    static final Path DOCKERFILE = Path.of("docker/Dockerfile");
    static final Path COMPOSE = Path.of("docker/compose.yaml");
    static final List<ImageStage> STAGES = ImageStage.read(DOCKERFILE);

    private static final Pattern TRY_OUT = Pattern.compile(
            "(?m)^docker run --rm -it -p 127\\.0\\.0\\.1:8080:(\\d+)" + " -v [\\w-]+:(\\S+) -e (\\w+)=(\\w+) signet$");
    private static final Pattern PASSWORD = Pattern.compile("with the password (\\S+)");
    private static final int USER = 10001;

    private final ImageStage image = STAGES.get(STAGES.size() - 1);

    @TempDir
    Path folder;

    @BeforeEach
    void needsNamespaces() {
        assumeThat(Container.possible()).as("root, on Linux").isTrue();
    }

    @Test
    void composeFileRunsInProductionAndWritesNothingButTemporaryFiles() throws Exception {
        ComposeFile compose = new ComposeFile(COMPOSE);
        JsonNode service = compose.service("signet");
        assertThat(service.required("read_only").asBoolean()).isTrue();
        assertThat(service.required("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(service.required("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"));
                SignetProcess signet = new SignetProcess(subfolder("output"))) {
            Container container = new Container(image, subfolder("root"))
                    .with(compose.environment(
                            "signet",
                            Map.of(
                                    "SIGNET_ISSUER", "https://signet.example",
                                    "SIGNET_DATABASE_PASSWORD", database.password(),
                                    "SIGNET_DATABASE_OWNER_PASSWORD",
                                            database.owner().password().orElseThrow())))
                    .with(Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl()))
                    .with(Map.of("JAVA_TOOL_OPTIONS", options(service)));
            for (JsonNode secret : service.required("secrets")) {
                container.secret(secretFile(), secret.asText());
            }
            container.readOnly().withoutPrivileges();
            service.required("tmpfs").forEach(tmpfs -> container.memory(tmpfs.asText()));
            container.in(signet).start();

            assertThat(Files.readAllLines(Path.of("/proc/" + signet.handle().pid() + "/status")))
                    .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1")
                    .anyMatch(line -> line.startsWith("Uid:\t" + USER + "\t"));
            SignetProcess.await(() -> ready(signet) == 200);
            assertThat(healthCheck(signet.managementPort())).isZero();
            assertThat(healthCheck(1)).isEqualTo(1);
            logsIn(signet);
            assertThat(signet.output()).doesNotContain(" WARN ", " ERROR ");
            assertThat(signet.terminate()).isEqualTo(143);
            assertThat(signet.errors()).isEmpty();
        }
    }

    /** The line of the README. */
    @Test
    void tryOutRunsInOneLine() throws Exception {
        Matcher line = tryOut("README.md");
        assertThat(tryOut("docs/operations.md").group()).isEqualTo(line.group());
        Path volume = subfolder("volume");
        try (SignetProcess signet = new SignetProcess(subfolder("output"))) {
            new Container(image, subfolder("root"))
                    .with(Map.of(line.group(3), line.group(4)))
                    .volume(volume, line.group(2))
                    .in(signet)
                    .start();
            assertThat(image.ports()).contains(Integer.valueOf(line.group(1)));
            assertThat(signet.output().lines().filter(text -> text.contains(" WARN ")))
                    .singleElement()
                    .asString()
                    .contains("signet.allow.try-out-on-all-addresses");
            logsIn(signet);
            // on all addresses for clients, with a check of the host as ever, and on one for the platform
            assertThat(status("127.0.0.2", signet.port(), "/api/ping", "localhost:8080"))
                    .isEqualTo(200);
            assertThat(status("127.0.0.2", signet.port(), "/api/ping", "evil.example"))
                    .isEqualTo(421);
            try (ServerSocket other = new ServerSocket()) {
                other.bind(new InetSocketAddress("127.0.0.2", signet.managementPort()));
            }
            assertThat(healthCheck(signet.managementPort())).isZero();
            SignetProcess.await(() -> ready(signet) == 200);
            assertThat(signet.terminate()).isEqualTo(143);
            assertThat(signet.errors()).isEmpty();
        }
        assertThat(Files.getAttribute(volume.resolve("encryption.key"), "unix:uid"))
                .isEqualTo(USER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(volume, LinkOption.NOFOLLOW_LINKS)))
                .isEqualTo("rwx------");
        assertThat(volume.resolve("postgres/PG_VERSION")).isRegularFile();
        assertThat(volume.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void userWithoutANameCannotHaveATryOut() throws Exception {
        SignetProcess signet = new SignetProcess(subfolder("output"));
        new Container(image, subfolder("root"))
                .as("4711:4711")
                .with(Map.of("SIGNET_DATA_DIR", "/tmp/data"))
                .in(signet);
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.errors()).singleElement().asString().contains("/etc/passwd", "10001");
    }

    /** Of the image, with the memory that the engine would let it see. */
    private String options(JsonNode service) {
        return image.environment().get("JAVA_TOOL_OPTIONS") + " -XX:MaxRAM="
                + service.required("mem_limit").asText();
    }

    /** As the compose file says it is to be made. */
    private Path secretFile() throws IOException {
        Path file = folder.resolve("encryption.key");
        EncryptionKey.create(file);
        Files.setAttribute(file, "unix:uid", USER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        return file;
    }

    private Path subfolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private static Matcher tryOut(String document) throws IOException {
        Matcher line = TRY_OUT.matcher(Files.readString(Path.of(document)));
        assertThat(line.find()).as(document).isTrue();
        return line;
    }

    private static void logsIn(SignetProcess signet) {
        Matcher password = PASSWORD.matcher(signet.output());
        assertThat(password.find()).isTrue();
        signet.http()
                .header("Authorization", "Bearer " + signet.adminToken(password.group(1)))
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("admin"));
    }

    /** As the engine runs it, at the port of this process. */
    private int healthCheck(int managementPort) throws Exception {
        List<String> command = image.healthCheck().stream()
                .map(word -> word.replace("9000", Integer.toString(managementPort)))
                .toList();
        Process check = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return check.exitValue();
    }

    private static int ready(SignetProcess signet) {
        return signet.management().get("/q/health/ready").statusCode();
    }

    private static int status(String address, int port, String path, String host) {
        return RestAssured.given()
                .baseUri("http://" + address)
                .port(port)
                .header("Host", host)
                .get(path)
                .statusCode();
    }
}
