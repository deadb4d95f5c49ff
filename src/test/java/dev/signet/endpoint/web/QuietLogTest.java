package dev.signet.endpoint.web;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;

/** What clients can cause as often as they like leaves no line in the log. */
@QuarkusTest
class QuietLogTest {
    @Inject
    TestUsers users;

    @Test
    void bodyThatItsClientAbortsIsNoError() throws Exception {
        Logger ours = Logger.getLogger(RouterProblems.class.getName());
        try (LogLines quarkus = new LogLines("io.quarkus");
                LogLines vertx = new LogLines("io.vertx");
                LogLines signet = new LogLines("dev.signet.endpoint.web")) {
            ours.setLevel(Level.DEBUG);
            for (String length :
                    new String[] {"Content-Length: 60\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"}) {
                int before = signet.with("went away").size();
                try (Socket socket = new Socket("localhost", RestAssured.port)) {
                    socket.getOutputStream()
                            .write(("POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                            + length)
                                    .getBytes(StandardCharsets.US_ASCII));
                }
                SignetProcess.await(() -> signet.with("went away").size() > before
                        || !quarkus.with("").isEmpty()
                        || !vertx.with("").isEmpty());
            }
            assertThat(quarkus.with("")).isEmpty();
            assertThat(vertx.with("")).isEmpty();
        } finally {
            ours.setLevel(null);
        }
    }

    /** A statement that fails, and the name in it, is for who asked, and not for the log. */
    @Test
    void nameThatIsTakenIsNoLineOfALibrary() {
        String admin = adminToken();
        String name = users.user(users.freshName()).create();
        String taken = "taken-" + UUID.randomUUID();
        post(admin, "roles", Map.of("name", taken), 201);
        post(admin, "clients", Map.of("name", "Taken", "clientId", taken), 201);
        try (LogLines statements = new LogLines("org.jdbi");
                LogLines driver = new LogLines("org.postgresql")) {
            post(admin, "users", Map.of("username", name, "password", TestUsers.PASSWORD), 409);
            post(admin, "roles", Map.of("name", taken), 409);
            post(admin, "clients", Map.of("name", "Taken", "clientId", taken), 409);
            assertThat(statements.with("")).isEmpty();
            assertThat(driver.with("")).isEmpty();
        }
    }

    private static void post(String token, String what, Map<String, String> body, int status) {
        bearer(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/admin/" + what)
                .then()
                .statusCode(status);
    }
}
