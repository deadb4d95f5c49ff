package dev.signet.token.key;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyState;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class KeyAdminResourceTest {
    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    Keys keys;

    @Inject
    AgroalDataSource database;

    /** A period later every key has had its turn, and the standby keys are old enough to sign. */
    @BeforeEach
    void later() {
        clock.advance(Duration.ofDays(31));
        keys.refresh();
        clock.advance(Duration.ofHours(2));
    }

    private static Response post(String path, Object body) {
        return bearer(adminToken()).contentType(ContentType.JSON).body(body).post("/api/admin/keys" + path);
    }

    private String signing() {
        return keys.ring().active(JwsAlgorithm.ES256).orElseThrow().kid();
    }

    private static String signerOf(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 200, 400, 400",
        "key-admin, 200, 400, 403",
        "auditor, 200, 403, 403",
        "user-admin, 403, 403, 403",
        "nothing, 403, 403, 403"
    })
    void onlyTheRolesOfTheContractMayReadAndChange(String role, int read, int change, int add) {
        String token = accessToken(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD);
        bearer(token).get("/api/admin/keys").then().statusCode(read);
        bearer(token).get("/api/admin/keys/" + signing()).then().statusCode(read);
        bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("algorithm", "none"))
                .post("/api/admin/keys/rotate")
                .then()
                .statusCode(change);
        bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("pem", "no key"))
                .post("/api/admin/keys/import")
                .then()
                .statusCode(add);
        bearer(token).post("/api/admin/keys/unknown/withdraw").then().statusCode(change == 400 ? 404 : 403);
        given().get("/api/admin/keys").then().statusCode(401);
    }

    @Test
    void inventoryShowsDatesPastAndPlanned() {
        bearer(adminToken())
                .get("/api/admin/keys/" + signing())
                .then()
                .statusCode(200)
                .body("algorithm", equalTo("ES256"))
                .body("state", equalTo("active"))
                .body("activeFrom", notNullValue())
                .body("retiringFrom", notNullValue())
                .body("retiredFrom", notNullValue())
                .body("verifiesUntil", notNullValue());
        bearer(adminToken()).get("/api/admin/keys/unknown").then().statusCode(404);
    }

    @Test
    void rotationLetsTheStandbySignAndTheOldKeyVerify() throws Exception {
        String before = adminToken();
        String standby = KeyPolicy.find(keys.ring().facts(), JwsAlgorithm.ES256, KeyState.PENDING)
                .orElseThrow()
                .kid();

        post("/rotate", Map.of())
                .then()
                .statusCode(200)
                .body("kid", equalTo(standby))
                .body("state", equalTo("active"));

        assertThat(signerOf(adminToken())).isEqualTo(standby);
        me(before).then().statusCode(200);
        bearer(adminToken())
                .get("/api/admin/audit-events")
                .then()
                .body("items.find { it.action == 'key.rotate' }.target", equalTo(standby))
                .body("items.find { it.action == 'key.rotate' }.actorRoles", hasItem("admin"))
                .body("items.find { it.action == 'key.activate' }.target", equalTo(standby))
                .body("items.find { it.action == 'key.activate' }.actorRoles", hasItem("admin"))
                .body("items.find { it.action == 'key.cease' }.actorRoles", hasItem("admin"));
        post("/rotate", Map.of()).then().statusCode(409).body("type", equalTo("urn:signet:problem:standby-too-young"));
    }

    @Test
    void withdrawnKeyAndAllItSignedAreDeadAtOnceAndASuccessorSigns() throws Exception {
        String token = adminToken();
        String compromised = signerOf(token);

        post("/" + compromised + "/withdraw", Map.of()).then().statusCode(200).body("state", equalTo("withdrawn"));

        me(token).then().statusCode(401).body("message", equalTo("unknown signing key"));
        given().get("/.well-known/jwks.json").then().body("keys.kid", not(hasItem(compromised)));
        String fresh = adminToken();
        assertThat(signerOf(fresh)).isNotEqualTo(compromised);
        me(fresh).then().statusCode(200);
        bearer(fresh)
                .post("/api/admin/keys/" + compromised + "/withdraw")
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        assertThat(privateHalf(compromised)).isNull();
    }

    @Test
    void importedKeyStandsByAndSignsNext() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        String kid = key.computeThumbprint().toString();

        post("/import", Map.of("jwk", key.toJSONString()))
                .then()
                .statusCode(201)
                .header("Location", equalTo("/api/admin/keys/" + kid))
                .body("kid", equalTo(kid))
                .body("state", equalTo("pending"));
        given().get("/.well-known/jwks.json").then().body("keys.kid", hasItem(kid));
        post("/import", Map.of("jwk", key.toJSONString()))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:key-exists"));

        clock.advance(Duration.ofHours(1));
        post("/rotate", Map.of("algorithm", "ES256")).then().statusCode(200).body("kid", equalTo(kid));
        String token = adminToken();
        assertThat(signerOf(token)).isEqualTo(kid);
        assertThat(SignedJWT.parse(token).verify(new com.nimbusds.jose.crypto.ECDSAVerifier(key.toPublicJWK())))
                .isTrue();
    }

    @Test
    void refusedImportsLeaveNothingBehind() throws Exception {
        List<String> before = kids();
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        post("/import", Map.of("jwk", key.toPublicJWK().toJSONString()))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:key-refused"));
        post("/import", Map.of("jwk", key.toJSONString(), "algorithm", "RS256"))
                .then()
                .statusCode(400);
        post("/import", Map.of("pem", "x".repeat(5_000_000))).then().statusCode(413);
        post("/import", Map.of()).then().statusCode(400);
        ECKey other = new ECKeyGenerator(Curve.P_384).generate();
        post("/import", Map.of("jwk", other.toJSONString()))
                .then()
                .statusCode(400)
                .body("detail", org.hamcrest.Matchers.containsString("signet.keys.algorithms"));
        post("/import", Map.of("jwk", guessable())).then().statusCode(400);
        assertThat(kids()).isEqualTo(before);
        bearer(adminToken())
                .queryParam("action", "key.")
                .get("/api/admin/audit-events")
                .then()
                .body("items[0].action", equalTo("key.import"))
                .body("items[0].outcome", equalTo("refused"))
                .body("items[0].change.reason", org.hamcrest.Matchers.containsString("guessed"));
    }

    @Test
    void keySetIsNotSentAgainToWhomHasIt() {
        Response first = given().get("/.well-known/jwks.json");
        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=900");
        given().header("If-None-Match", first.header("ETag"))
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(304)
                .header("Cache-Control", "public, max-age=900");
        post("/rotate", Map.of("algorithm", "RS256")).then().statusCode(200);
        given().header("If-None-Match", first.header("ETag"))
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200);
    }

    /** The key whose private number is one: its public half is the base point of P-256. */
    private static String guessable() {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\","
                + "\"x\":\"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY\","
                + "\"y\":\"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU\"}";
    }

    @Test
    void pagesShowEveryKeyOnceAlsoWhenAnotherIsMadeMeanwhile() {
        List<String> before = bearer(adminToken())
                .queryParam("limit", 200)
                .get("/api/admin/keys")
                .then()
                .body("next", nullValue())
                .extract()
                .path("items.kid");
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            var request = bearer(adminToken()).queryParam("limit", 1);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/admin/keys").then().statusCode(200).extract();
            seen.addAll(page.path("items.kid"));
            if (cursor == null) {
                post("/rotate", Map.of()).then().statusCode(200);
            }
            cursor = page.path("next");
            pages++;
        } while (cursor != null);
        assertThat(pages).isGreaterThan(1);
        assertThat(seen).doesNotHaveDuplicates().startsWith(before.toArray(String[]::new));
    }

    @Test
    void keyIsWithdrawnWhateverItsVersionUnlessOneIsNamed() {
        String compromised = signing();
        String read = bearer(adminToken()).get("/api/admin/keys/" + compromised).header("ETag");
        post("/rotate", Map.of()).then().statusCode(200);
        assertThat(bearer(adminToken()).get("/api/admin/keys/" + compromised).header("ETag"))
                .isNotEqualTo(read);
        bearer(adminToken())
                .header("If-Match", read)
                .post("/api/admin/keys/" + compromised + "/withdraw")
                .then()
                .statusCode(412);
        bearer(adminToken()).get("/api/admin/keys/" + compromised).then().body("state", equalTo("retiring"));
        bearer(adminToken())
                .post("/api/admin/keys/" + compromised + "/withdraw")
                .then()
                .statusCode(200)
                .header("ETag", "\"withdrawn\"")
                .body("state", equalTo("withdrawn"));
    }

    private List<String> kids() {
        return keys.ring().facts().stream().map(KeyFacts::kid).toList();
    }

    private String privateHalf(String kid) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select private_jwe from signing_key where kid = ?")) {
            query.setString(1, kid);
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
