package dev.signet.token.bearer;

import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.admin.auditlog.AuditTally;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.TestCallers;
import dev.signet.testsupport.TokenForge;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources of other packages are ordinary ones of Quarkus, and their refusals those of Signet (MicroProfile JWT 2.1). */
@QuarkusTest
@NullUnmarked
class ResourcesOfOthersTest {
    @Inject
    TestCallers callers;

    @Inject
    TokenForge forge;

    @Inject
    AuditTally tally;

    @Inject
    AgroalDataSource database;

    private static void noToken(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .header("Cache-Control", "no-store")
                .body("type", equalTo("urn:signet:problem:token-required"));
        assertThat(answer.headers().getValues("WWW-Authenticate")).hasSize(1);
    }

    private static void badToken(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .header("Cache-Control", "no-store")
                .body("type", equalTo("urn:signet:problem:invalid-token"))
                .body("name", equalTo("TokenExpiredError"));
        assertThat(answer.headers().getValues("WWW-Authenticate")).hasSize(1);
    }

    private String expired() {
        return forge.with(claims -> claims.put("exp", (long) claims.get("iat")));
    }

    @ParameterizedTest
    @CsvSource({
        "/shapes/greeting, /shapes/greeting",
        "/shapes/boxes/7/lids/3, /shapes/boxes/{box}/lids/{lid}",
        "/shapes/policy/1, /shapes/policy/{some}",
        "/shapes/policy/nothing/here, no-resource",
        "/shapes/forbidden, /shapes/forbidden",
        "/orders, /orders",
    })
    void whoMayNotIsToldSoAndItIsReported(String path, String route) throws SQLException {
        var caller = callers.user("greeted");
        Response answer = bearer(caller.token()).get(path);
        answer.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", BearerMappers.INSUFFICIENT)
                .header("Cache-Control", "no-store")
                .body("type", equalTo("urn:signet:problem:forbidden"))
                .body("instance", equalTo(path));
        tally.flush();
        assertThat(events(caller.subject())).containsExactly("access.denied " + route + " refused");
    }

    private List<String> events(String actor) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select action || ' ' || target || ' ' || outcome from audit_event where actor = ?")) {
            query.setString(1, actor);
            List<String> events = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
            return events;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shapes/greeting",
                "/shapes/boxes/7/lids/3",
                "/shapes/policy/1",
                "/shapes/policy/nothing/here",
                "/shapes/claims",
                "/shapes/unauthorized",
                "/orders"
            })
    void whoHasNoTokenIsAskedForOne(String path) {
        noToken(given().get(path));
        noToken(given().header("Authorization", "Basic YTpi").get(path));
        // no other door is opened by mp.jwt.token.header
        noToken(given().cookie("access_token", callers.user("greeter").token()).get(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shapes/greeting",
                "/shapes/boxes/7/lids/3",
                "/shapes/policy/1",
                "/shapes/policy/nothing/here",
                "/shapes/claims",
                "/shapes/open",
                "/shapes/bare",
                "/shapes/uni",
                "/shapes/kept",
                "/orders",
                "/nothing/at/all"
            })
    void badTokenIsRefusedWhereverItComes(String path) {
        badToken(bearer(expired()).get(path));
    }

    /** A client with an expired token must be able to get another. */
    @ParameterizedTest
    @CsvSource({
        "GET, /api/ping, 200",
        "HEAD, /api/ping, 200",
        "GET, /.well-known/jwks.json, 200",
        "GET, /.well-known/openid-configuration, 200",
        "GET, /q/openapi, 200",
        "POST, /api/login, 400",
        "POST, /api/refresh, 400",
    })
    void badTokenKeepsNobodyFromWhatAnybodyMayDo(String method, String path, int status) {
        var request = bearer(expired());
        if (method.equals("POST")) {
            request.contentType("application/json").body("{}");
        }
        request.request(method, path).then().statusCode(status);
    }

    @Test
    void goodTokenGivesThePrincipalWhereverItComes() {
        var caller = callers.user("open-reader", "policy-reader", "greeter", "lid-reader");
        Map.of(
                        "/shapes/open",
                        caller.name() + " true",
                        "/shapes/bare",
                        caller.name(),
                        "/shapes/uni",
                        caller.name(),
                        "/shapes/policy/1",
                        caller.name(),
                        "/shapes/greeting",
                        "hello",
                        "/shapes/boxes/7/lids/3",
                        "a lid")
                .forEach((path, body) -> assertThat(bearer(caller.token())
                                .get(path)
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString())
                        .as(path)
                        .isEqualTo(body));
        for (String path : List.of("/shapes/open", "/shapes/bare", "/shapes/uni")) {
            assertThat(given().get(path).then().statusCode(200).extract().asString())
                    .as(path)
                    .isEqualTo("nobody");
        }
    }

    @Test
    void answersToATokenAreNotStored() {
        assertThat(given().get("/shapes/kept").header("Cache-Control")).isEqualTo("public, max-age=60");
        Response personal = bearer(callers.user().token()).get("/shapes/kept");
        assertThat(personal.statusCode()).isEqualTo(200);
        assertThat(personal.headers().getValues("Cache-Control")).containsExactly("no-store");
        // what anybody gets
        assertThat(bearer(callers.user().token()).get("/.well-known/jwks.json").header("Cache-Control"))
                .startsWith("public, max-age=");
    }

    /** Jakarta REST section 3.3.4: no mapper is asked. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 500, 503})
    void refusalInWordsOfItsOwnKeepsThem(int status) {
        bearer(callers.user().token())
                .get("/shapes/refusals/" + status)
                .then()
                .statusCode(status)
                .contentType("text/plain")
                .header("Cache-Control", "no-store")
                .body(equalTo("in its own words"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 500})
    void refusalWithoutWordsIsAProblem(int status) {
        given().get("/shapes/refusals/bare/" + status)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
    }

    @Test
    void otherMethodsAreNamed() {
        given().delete("/shapes/greeting").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        given().delete("/shapes/numbers/123").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        given().options("/shapes/numbers/123").then().statusCode(204);
    }

    @Test
    void claimsAreInjectedInEveryForm() {
        var caller = callers.user("greeted");
        Map<String, Object> claims = forge.claims();
        claims.put("sub", caller.subject());
        claims.put("upn", caller.name());
        claims.put("groups", List.of("greeted"));
        claims.put("department", "lamps");
        claims.put("level", Long.MAX_VALUE);
        claims.put("chief", true);
        claims.put("floors", List.of(1, 2));
        claims.put("address_parts", Map.of("town", "Jena"));
        Map<String, String> injected = bearer(forge.of(claims))
                .get("/shapes/claims")
                .then()
                .statusCode(200)
                .extract()
                .as(new TypeRef<>() {});
        assertThat(injected)
                .containsEntry("subject", caller.subject())
                .containsEntry("expiry", claims.get("exp").toString())
                .containsEntry("groups", "[greeted]")
                .containsEntry("department", "lamps")
                .containsEntry("absent", "none")
                .containsEntry("departmentValue", "lamps")
                .containsEntry("departmentProvider", "lamps")
                .containsEntry("departmentJson", "lamps")
                .containsEntry("level", String.valueOf(Long.MAX_VALUE))
                .containsEntry("levelLong", String.valueOf(Long.MAX_VALUE))
                .containsEntry("chief", "true")
                .containsEntry("floors", "[1,2]")
                .containsEntry("address", "{\"town\":\"Jena\"}");
    }

    @Test
    void settingsWithoutEffectAreSaid() {
        try (LogLines log = new LogLines(UnusedSettings.class.getName())) {
            UnusedSettings.report(List.of("signet.issuer", "mp.jwt.verify.issuer", "MP_JWT_TOKEN_HEADER"));
            assertThat(log.with("Without effect: mp.jwt.token.header, mp.jwt.verify.issuer."))
                    .hasSize(1);
        }
        try (LogLines log = new LogLines(UnusedSettings.class.getName())) {
            UnusedSettings.report(List.of("signet.issuer"));
            assertThat(log.with("")).isEmpty();
        }
    }
}
