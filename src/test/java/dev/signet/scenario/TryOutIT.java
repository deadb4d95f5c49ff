package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: one command, nothing installed, nothing configured. */
class TryOutIT {
    private static final Pattern PASSWORD = Pattern.compile("with the password (\\S+)");

    @TempDir
    Path folder;

    @Test
    void firstStartBringsEverythingAndLaterStartsFindIt() throws Exception {
        try (SignetProcess signet = new SignetProcess(folder).start()) {
            String password = printedPassword(signet.output());
            String token = login(signet, password);
            meIsAdmin(signet, token);
            assertThat(ownerOnly(signet.dataFolder())).isEqualTo("rwx------");
            assertThat(ownerOnly(signet.dataFolder().resolve("encryption.key"))).isEqualTo("rw-------");
            listensOnLoopbackOnly(signet);
            // a website whose name leads here (DNS rebinding)
            signet.http().header("Host", "evil.example").get("/api/ping").then().statusCode(421);
            signet.management()
                    .header("Host", "evil.example")
                    .get("/q/metrics")
                    .then()
                    .statusCode(421);
            signet.management()
                    .header("Origin", "https://evil.example")
                    .get("/q/metrics")
                    .then()
                    .statusCode(403);
            signet.management().get("/q/health/ready").then().statusCode(200);
            signet.management().get("/q/health/started").then().statusCode(200);
            assertThat(signet.management().get("/q/metrics").asString()).contains("signet_logins_total");

            signet.kill();
            signet.start();
            assertThat(signet.output()).doesNotContain("password");
            meIsAdmin(signet, token);
            login(signet, password);

            assertThat(signet.terminate()).isEqualTo(143);
            assertThat(postgresStillRunsOn(signet.dataFolder())).isFalse();
            signet.start();
            login(signet, password);
        }
    }

    @Test
    void passwordOfTheFirstAdministratorMayBeGiven() {
        try (SignetProcess signet = new SignetProcess(folder)
                .set("SIGNET_ADMIN_PASSWORD", "given by the operator")
                .start()) {
            assertThat(signet.output()).doesNotContain("given by the operator").doesNotContain("with the password");
            login(signet, "given by the operator");
        }
    }

    @Test
    void ownerOfTheMachineRecoversALostPassword() {
        String lost;
        String token;
        try (SignetProcess signet = new SignetProcess(folder).start()) {
            lost = printedPassword(signet.output());
            token = login(signet, lost);
        }
        SignetProcess reset = new SignetProcess(folder).set("SIGNET_ADMIN_PASSWORD_RESET", "true");
        assertThat(reset.startInVain()).isZero();
        assertThat(reset.errors()).isEmpty();
        assertThat(reset.output())
                .contains("without signet.admin-password-reset")
                .doesNotContain("Listening", "\tat ");
        String found = printedPassword(reset.output());
        try (SignetProcess signet = new SignetProcess(folder).start()) {
            assertThat(signet.me(token)).isEqualTo(401);
            signet.http()
                    .contentType(ContentType.JSON)
                    .body(Map.of("username", "admin", "password", lost))
                    .post("/api/login")
                    .then()
                    .statusCode(401);
            signet.http()
                    .header("Authorization", "Bearer " + login(signet, found))
                    .queryParam("action", "user.recover")
                    .get("/api/admin/audit-events")
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(1));
        }
    }

    /** The lower case of I is not i there. */
    @Test
    void turkishMachineSpeaksTheSameProtocol() {
        try (SignetProcess signet = new SignetProcess(folder)
                .set("JAVA_TOOL_OPTIONS", "-Duser.language=tr -Duser.country=TR")
                .set("SIGNET_ADMIN_PASSWORD", "given by the operator")
                .start()) {
            signet.http()
                    .header("Content-Type", "APPLICATION/JSON")
                    .body("{\"username\": \"admin\", \"password\": \"given by the operator\"}")
                    .post("/api/login")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void secondProcessOnTheSameFolderIsRefused() {
        try (SignetProcess first = new SignetProcess(folder).start()) {
            SignetProcess second = new SignetProcess(folder.resolve("signet-data"))
                    .set("SIGNET_DATA_DIR", first.dataFolder().toString());
            assertThat(second.startInVain()).isEqualTo(1);
            assertThat(second.errors()).hasSize(1);
            first.http().get("/api/ping").then().statusCode(200);
        }
    }

    @Test
    void tooShortAPasswordForTheAdministratorIsOneLine() {
        SignetProcess signet = new SignetProcess(folder).set("SIGNET_ADMIN_PASSWORD", "short");
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.errors()).singleElement().asString().contains("signet.admin-password", "8 to 128");
    }

    private static String printedPassword(String output) {
        Matcher matcher = PASSWORD.matcher(output);
        List<String> found = matcher.results().map(result -> result.group(1)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String login(SignetProcess signet, String password) {
        return signet.http()
                .contentType(ContentType.JSON)
                .body(Map.of("username", "admin", "password", password))
                .post("/api/login")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private static void meIsAdmin(SignetProcess signet, String token) {
        signet.http()
                .header("Authorization", "Bearer " + token)
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("admin"));
    }

    private static String ownerOnly(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** The ports are still free on another loopback address, which they would not be if they were taken on all. */
    private static void listensOnLoopbackOnly(SignetProcess signet) throws Exception {
        for (int port : new int[] {signet.port(), signet.managementPort()}) {
            try (ServerSocket other = new ServerSocket()) {
                other.bind(new InetSocketAddress("127.0.0.2", port));
                assertThat(other.isBound()).isTrue();
            }
        }
    }

    private static boolean postgresStillRunsOn(Path data) {
        return Files.exists(data.resolve("postgres/postmaster.pid"));
    }
}
