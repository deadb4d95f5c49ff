package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.tokens;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.ExampleProcess;
import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another Quarkus application, with {@code quarkus-oidc-client} and {@code quarkus-smallrye-jwt}, is told an address, a client id
 * and a secret, or a key. Users come to it with tokens; it goes on with one of its own, to a resource server that introspects.
 */
class ServiceElsewhereIT {
    private static final String PASSWORD = "a password for everybody";

    @TempDir
    Path folder;

    private SignetProcess signet;
    private HttpServer warehouse;
    private Client resourceServer;

    private record Client(String id, String secret) {}

    @BeforeEach
    void start() throws IOException {
        signet = new SignetProcess(folder).set("SIGNET_ADMIN_PASSWORD", PASSWORD);
        signet.set("SIGNET_ISSUER", issuer()).start();
        warehouse = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        warehouse.createContext("/stock", this::introspecting);
        warehouse.start();
    }

    @AfterEach
    void stop() {
        signet.close();
        warehouse.stop(0);
    }

    @Test
    void serviceDiscoversGetsItsTokenUsesItAndIsRefusedOnceItRevokedIt() throws IOException {
        create("/api/admin/roles", Map.of("name", "buyer"));
        create("/api/admin/users", Map.of("username", "jane", "password", PASSWORD, "roles", List.of("buyer")));
        resourceServer = client(Map.of("name", "Warehouse", "audiences", List.of("warehouse")));
        Client robot = client(Map.of("name", "Orders", "clientId", "robot", "audiences", List.of("warehouse")));
        try (ExampleProcess service = ExampleProcess.build("service")
                .set("MP_JWT_VERIFY_ISSUER", issuer())
                .set("ROBOT_SECRET", robot.secret())
                .set(
                        "WAREHOUSE_ADDRESS",
                        "http://127.0.0.1:" + warehouse.getAddress().getPort() + "/stock")
                .start()) {
            usesItsTokenUntilItRevokesIt(service);
            service.stop();
            KeyPair pair = JwsAlgorithm.ES256.generateKeyPair();
            clientWithKey("android", pair.getPublic());
            service.set("ROBOT_SECRET", "")
                    .set("QUARKUS_OIDC_CLIENT_CLIENT_ID", "android")
                    .set("QUARKUS_OIDC_CLIENT_CREDENTIALS_JWT_SIGNATURE_ALGORITHM", "ES256")
                    .set("QUARKUS_OIDC_CLIENT_CREDENTIALS_JWT_KEY_FILE", pem(pair.getPrivate()))
                    .start();
            usesItsTokenUntilItRevokesIt(service);
        }
    }

    private void usesItsTokenUntilItRevokesIt(ExampleProcess service) {
        String jane = login("jane");
        service.http().post("/orders").then().statusCode(401);
        orders(service, jane).post("/orders").then().statusCode(200);
        orders(service, jane).delete("/orders").then().statusCode(204);
        orders(service, jane).post("/orders").then().statusCode(403);
    }

    private void clientWithKey(String id, PublicKey key) {
        ECKey jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) key).build();
        create(
                "/api/admin/clients",
                Map.of(
                        "name",
                        id,
                        "clientId",
                        id,
                        "authMethod",
                        "private_key_jwt",
                        "audiences",
                        List.of("warehouse"),
                        "jwks",
                        new JWKSet(jwk).toJSONObject()));
    }

    private String pem(PrivateKey key) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        Path file = folder.resolve("robot.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        return file.toString();
    }

    private String issuer() {
        return "http://localhost:" + signet.port();
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
