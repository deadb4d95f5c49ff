package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.ExampleProcess;
import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another Quarkus application trusts Signet with nothing but {@code quarkus-smallrye-jwt}: docs/verify-elsewhere.md. */
class ResourceServerElsewhereIT {
    private static final String PASSWORD = "a password for everybody";

    @TempDir
    static Path folder;

    private static SignetProcess signet;
    private static ExampleProcess warehouse;

    @BeforeAll
    static void twoApplications() {
        signet = new SignetProcess(folder).set("SIGNET_ADMIN_PASSWORD", PASSWORD);
        String issuer = "http://localhost:" + signet.port();
        signet.set("SIGNET_ISSUER", issuer).start();
        create("/api/admin/roles", Map.of("name", "warehouse"));
        create("/api/admin/users", Map.of("username", "visitor", "password", PASSWORD));
        create("/api/admin/users", user("clerk", "warehouse"));
        create("/api/admin/users", user("minter", "warehouse", "token-issuer"));
        warehouse = ExampleProcess.build("resource-server")
                .set("MP_JWT_VERIFY_ISSUER", issuer)
                .start();
    }

    @AfterAll
    static void stop() {
        if (warehouse != null) {
            warehouse.close();
        }
        signet.close();
    }

    @Test
    void roleAtSignetOpensTheDoor() {
        stock(login("clerk")).then().statusCode(200).body(containsString(sub(login("clerk"))));
        stock(login("visitor")).then().statusCode(403);
        warehouse.http().get("/stock").then().statusCode(401);
    }

    /** A client may be called like a user (RFC 9068 section 5), but its {@code sub} is never a user's. */
    @Test
    void clientThatIsCalledLikeAUserIsToldFromThatUser() {
        String client = ownToken("clerk", "warehouse");
        assertThat(sub(client)).isEqualTo("clerk");
        stock(client).then().statusCode(200).body(equalTo("12 pallets, clerk"));
        String clerk = login("clerk");
        stock(clerk).then().statusCode(200).body(equalTo("12 pallets, " + sub(clerk)));
        assertThat(sub(clerk)).isNotEqualTo("clerk");
    }

    @Test
    void tokenThatWasTamperedWithIsRefused() {
        String clerk = login("clerk");
        String signatureOfAnother = login("visitor").replaceFirst(".*\\.", "");
        stock(clerk.substring(0, clerk.lastIndexOf('.') + 1) + signatureOfAnother)
                .then()
                .statusCode(401);
    }

    @Test
    void tokenForAnotherAudienceIsRefused() {
        stock(mint(Map.of("audience", "elsewhere"))).then().statusCode(401);
        stock(mint(Map.of("audience", "signet"))).then().statusCode(200);
    }

    /** Well before the minute by which such servers let tokens live longer unless they are told otherwise. */
    @Test
    void expiredTokenIsRefused() {
        String token = mint(Map.of("expiresIn", 2));
        Instant expired = Instant.now().plusSeconds(2);
        SignetProcess.await(() -> stock(token).statusCode() == 401);
        assertThat(Instant.now()).isBefore(expired.plusSeconds(30));
        stock(mint(Map.of("expiresIn", 600))).then().statusCode(200);
    }

    /** Withdrawn twice: its successor was published when the other application took the keys, the one after it was not. */
    @Test
    void keyThatWasNotPublishedYetIsAskedFor() {
        String before = login("clerk");
        stock(before).then().statusCode(200);
        for (int i = 0; i < 2; i++) {
            String admin = login("admin");
            signet.http()
                    .header("Authorization", "Bearer " + admin)
                    .contentType(ContentType.JSON)
                    .post("/api/admin/keys/" + kid(admin) + "/withdraw")
                    .then()
                    .statusCode(200);
        }
        stock(login("clerk")).then().statusCode(200);
        // and it has the keys of now, without those that were withdrawn
        stock(before).then().statusCode(401);
    }

    /** What it cannot know, and why access tokens live ten minutes. */
    @Test
    void tokenOfAnEndedSessionIsGoodElsewhereUntilItExpires() {
        String token = login("clerk");
        signet.logout(token).then().statusCode(204);
        assertThat(signet.me(token)).isEqualTo(401);
        stock(token).then().statusCode(200);
    }

    private static Response stock(String token) {
        return warehouse.http().header("Authorization", "Bearer " + token).get("/stock");
    }

    private static String login(String username) {
        return tokens(signet.http()
                        .contentType(ContentType.JSON)
                        .body(Map.of("username", username, "password", PASSWORD))
                        .post("/api/login"))
                .accessToken();
    }

    /** A token of the role, different in what is said. */
    private static String mint(Map<String, Object> different) {
        Map<String, Object> request = new HashMap<>(different);
        request.put("claims", Map.of("groups", List.of("warehouse")));
        return post("/api/tokens", login("minter"), request).path("access_token");
    }

    /** Of a client that this makes, with a role. */
    private static String ownToken(String clientId, String role) {
        Map<String, Object> settings = Map.of("name", clientId, "clientId", clientId, "roles", List.of(role));
        String secret = post("/api/admin/clients", login("admin"), settings).path("clientSecret");
        return tokens(signet.http()
                        .auth()
                        .preemptive()
                        .basic(clientId, secret)
                        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                        .formParam("grant_type", "client_credentials")
                        .post("/oauth/token"))
                .accessToken();
    }

    private static void create(String path, Map<String, Object> what) {
        post(path, login("admin"), what);
    }

    private static Response post(String path, String token, Map<String, Object> body) {
        Response answer = signet.http()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
        answer.then().statusCode(201);
        return answer;
    }

    private static Map<String, Object> user(String username, String... roles) {
        return Map.of("username", username, "password", PASSWORD, "roles", List.of(roles));
    }

    private static String kid(String token) {
        return parsed(token).getHeader().getKeyID();
    }

    private static String sub(String token) {
        try {
            return parsed(token).getJWTClaimsSet().getSubject();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignedJWT parsed(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
