package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signet.testsupport.ExampleProcess;
import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another Quarkus application, with {@code quarkus-oidc-client} and {@code quarkus-smallrye-jwt}, is told an address, a client id
 * and a secret. Users come to it with tokens; it goes on with one of its own, to a resource server that introspects.
 */
class ServiceElsewhereIT {
    private static final String PASSWORD = "a password for everybody";

    @TempDir
    Path folder;

    private SignetProcess signet;
    private Client resourceServer;

    private record Client(String id, String secret) {}

    @Test
    void serviceDiscoversGetsItsTokenUsesItAndIsRefusedOnceItRevokedIt() throws Exception {
        signet = new SignetProcess(folder).set("SIGNET_ADMIN_PASSWORD", PASSWORD);
        String issuer = "http://localhost:" + signet.port();
        HttpServer warehouse = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        warehouse.createContext("/stock", this::introspecting);
        warehouse.start();
        try (signet;
                ExampleProcess service = ExampleProcess.build("service")) {
            signet.set("SIGNET_ISSUER", issuer).start();
            create("/api/admin/roles", Map.of("name", "buyer"));
            create("/api/admin/users", Map.of("username", "jane", "password", PASSWORD, "roles", List.of("buyer")));
            resourceServer = client(Map.of("name", "Warehouse", "audiences", List.of("warehouse")));
            Client robot = client(Map.of("name", "Orders", "clientId", "robot", "audiences", List.of("warehouse")));
            service.set("MP_JWT_VERIFY_ISSUER", issuer)
                    .set("ROBOT_SECRET", robot.secret())
                    .set(
                            "WAREHOUSE_ADDRESS",
                            "http://localhost:" + warehouse.getAddress().getPort() + "/stock")
                    .start();

            assertThat(service.http().post("/orders").statusCode()).isEqualTo(401);
            String jane = login("jane");
            assertThat(orders(service, jane).post("/orders").statusCode()).isEqualTo(200);
            assertThat(orders(service, jane).delete("/orders").statusCode()).isEqualTo(204);
            assertThat(orders(service, jane).post("/orders").statusCode()).isEqualTo(403);
        } finally {
            warehouse.stop(0);
        }
    }

    /** The resource server: whom Signet calls active may enter, with 200; for anybody else it is 403. */
    private void introspecting(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        boolean active = signet.http()
                .auth()
                .preemptive()
                .basic(resourceServer.id(), resourceServer.secret())
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("token", bearer.replaceFirst("Bearer ", ""))
                .post("/oauth/introspect")
                .then()
                .statusCode(200)
                .extract()
                .path("active");
        exchange.sendResponseHeaders(active ? 200 : 403, -1);
        exchange.close();
    }

    private static RequestSpecification orders(ExampleProcess service, String token) {
        return service.http().header("Authorization", "Bearer " + token);
    }

    private Client client(Map<String, Object> settings) {
        Response made = create("/api/admin/clients", settings);
        return new Client(made.path("clientId"), made.path("clientSecret"));
    }

    private Response create(String path, Map<String, Object> what) {
        Response answer = signet.http()
                .header("Authorization", "Bearer " + login("admin"))
                .contentType(ContentType.JSON)
                .body(what)
                .post(path);
        answer.then().statusCode(201);
        return answer;
    }

    private String login(String username) {
        return tokens(signet.http()
                        .contentType(ContentType.JSON)
                        .body(Map.of("username", username, "password", PASSWORD))
                        .post("/api/login"))
                .accessToken();
    }
}
