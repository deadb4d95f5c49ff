package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.SignetProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of operators: a line each, before anything is started for them. */
class WrongConfigurationIT {
    @TempDir
    Path folder;

    @Test
    void eachKeyAndValueThatCannotBeIsALine() throws IOException {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), "signet.isuer=http://localhost\n");
        assertThat(refusals(Map.of("SIGNET_TOKEN_LIFESPAN", "ten", "SIGNET_PASSWORD_ITERATIONS", "99")))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("signet.isuer (")
                        .contains("config/application.properties", "is signet.issuer meant?"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("signet.token.lifespan (the environment) is \"ten\", which cannot be read")
                        .contains("PT10M"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("signet.password.iterations (the environment) is \"99\", and must be at most 10"));
    }

    @Test
    void portsInUseAreALineEach() throws IOException {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket management = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusals(Map.of(
                            "QUARKUS_HTTP_PORT", Integer.toString(http.getLocalPort()),
                            "QUARKUS_MANAGEMENT_PORT", Integer.toString(management.getLocalPort()))))
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("quarkus.http.port: cannot listen at 127.0.0.1:" + http.getLocalPort())
                            .contains("QUARKUS_HTTP_PORT="))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("quarkus.management.port: ")
                            .contains("QUARKUS_MANAGEMENT_PORT="));
        }
    }

    @Test
    void setupFileThatIsNoYamlIsALine() throws IOException {
        Path file = Files.writeString(folder.resolve("setup.yaml"), "users:\n  - username: \u0007bert\n");
        assertThat(refusals(Map.of("SIGNET_SETUP_FILE", file.toString())))
                .containsExactly(
                        "signet.setup-file: " + file + " line 2: this is not YAML: it holds the character U+0007");
    }

    @Test
    void eachMistakeOfASetupFileIsALine() throws IOException {
        Path file = Files.writeString(folder.resolve("setup.yaml"), """
                custommers: []
                users:
                  - username: no
                  - username: jane
                    password: {file: /nowhere/password}
                  - username: jim
                    password: {variable: SIGNET_SETUP_DRY_RUN}
                    roles: [warehose]
                  - username: joe
                    enabled: maybe
                """);
        assertThat(refusals(Map.of("SIGNET_SETUP_FILE", file.toString(), "SIGNET_SETUP_DRY_RUN", "false")))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).startsWith("signet.setup-file: " + file + " line "))
                .anySatisfy(line -> assertThat(line).contains("line 1: custommers is an unknown section"))
                .anySatisfy(line -> assertThat(line).contains("line 3: username must be a string", "quote it, \"no\""))
                .anySatisfy(line -> assertThat(line).contains("line 5: password: the file /nowhere/password"))
                .anySatisfy(line -> assertThat(line).contains("line 7: password must have 8 to 128 characters"))
                .anySatisfy(line -> assertThat(line).contains("line 10: enabled must be true or false"))
                .anySatisfy(line -> assertThat(line).contains("line 8: roles names the unknown role warehose"));
    }

    @Test
    void folderThatPostgresqlCannotTakeIsALine() {
        SignetProcess signet = new SignetProcess(folder)
                .set("SIGNET_DATA_DIR", folder.resolve("in \"quotes\"").toString());
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.errors()).singleElement().asString().contains("signet.data-dir");
    }

    /** Without a data folder no database was started, which is what takes time. */
    private List<String> refusals(Map<String, String> environment) {
        SignetProcess signet = new SignetProcess(folder);
        environment.forEach(signet::set);
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.dataFolder()).doesNotExist();
        assertThat(signet.output()).isEmpty();
        return signet.errors();
    }
}
