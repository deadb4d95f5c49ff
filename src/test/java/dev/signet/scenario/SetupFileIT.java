package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setup file, as operators meet it: exit codes, standard error and the log. */
class SetupFileIT {
    private static final String PASSWORD = "the administrator's password";

    @TempDir
    Path folder;

    @Test
    void takenNameStopsTheStartUntilItIsAdopted() throws IOException {
        try (SignetProcess signet = signet()) {
            signet.start();
            signet.http()
                    .header("Authorization", "Bearer " + signet.adminToken(PASSWORD))
                    .contentType(ContentType.JSON)
                    .body(Map.of("username", "ops-lead", "password", "of the one who was first"))
                    .post("/api/admin/users")
                    .then()
                    .statusCode(201);
        }
        Files.writeString(folder.resolve("password"), "declared and not common\n");
        Path file = folder.resolve("setup.yaml");
        Files.writeString(
                file, """
                users:
                  - username: ops-lead
                    roles: [admin]
                    password: {file: PASSWORD}
                """.replace("PASSWORD", folder.resolve("password").toString()));
        SignetProcess inVain = signet().set("SIGNET_SETUP_FILE", file.toString());
        assertThat(inVain.startInVain()).isEqualTo(1);
        assertThat(inVain.errors())
                .singleElement()
                .asString()
                .contains(file + " line 2: users ops-lead is there already", "adopt: true");

        Files.writeString(file, Files.readString(file) + "    adopt: true\n");
        SignetProcess dry = signet().set("SIGNET_SETUP_FILE", file.toString()).set("SIGNET_SETUP_DRY_RUN", "true");
        assertThat(dry.startInVain()).isZero();
        assertThat(dry.output()).contains("~ users ops-lead adopted").doesNotContain("Listening", "\tat ");
        assertThat(dry.errors()).isEmpty();
        try (SignetProcess signet = signet().set("SIGNET_SETUP_FILE", file.toString())) {
            signet.start();
            assertThat(signet.output()).contains("Set-up: ~ users ops-lead adopted");
            assertThat(status(signet, "of the one who was first")).isEqualTo(401);
            assertThat(status(signet, "declared and not common")).isEqualTo(200);
        }
    }

    private SignetProcess signet() {
        return new SignetProcess(folder).set("SIGNET_ADMIN_PASSWORD", PASSWORD);
    }

    private static int status(SignetProcess signet, String password) {
        return signet.http()
                .contentType(ContentType.JSON)
                .body(Map.of("username", "ops-lead", "password", password))
                .post("/api/login")
                .statusCode();
    }
}
