package dev.signet.session.mint;

import static dev.signet.testsupport.OAuthApi.introspect;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.patching;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever holds the role has claims of their choice signed, within bounds. */
@QuarkusTest
class MintTest {
    @Inject
    TestUsers users;

    @Inject
    OwnerDatabase database;

    @Inject
    TestSessions events;

    @Inject
    MutableClock clock;

    private String name;
    private String caller;

    @BeforeEach
    void aTokenIssuer() {
        name = users.user(users.freshName()).roles("token-issuer", "auditor").create();
        caller = tokens(login(name, TestUsers.PASSWORD)).accessToken();
    }

    private ValidatableResponse mint(Object body) {
        return bearer(caller)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/tokens")
                .then();
    }

    private SignedJWT minted(Map<String, ?> body) throws Exception {
        return SignedJWT.parse(mint(body)
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .extract()
                .path("access_token"));
    }

    @Test
    void claimsOfOnesChoiceAreSignedAndAcceptedHere() throws Exception {
        SignedJWT token = minted(Map.of("claims", Map.of("shop", Map.of("id", 7), "tags", List.of("a", "b"))));
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getJSONObjectClaim("shop")).containsEntry("id", 7L);
        assertThat(claims.getStringListClaim("tags")).containsExactly("a", "b");
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:8080");
        assertThat(claims.getAudience()).containsExactly("signet");
        assertThat(claims.getJWTID()).isNotBlank();
        me(token.serialize())
                .then()
                .statusCode(200)
                .body("username", equalTo(name))
                .body("roles", equalTo(List.of()));
        assertThat(events.audited("token.mint", claims.getJWTID())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"10h, 36000", "1d, 86400", "2 hours, 7200", "90s, 90"})
    void expiryIsATimeSpan(String span, long seconds) throws Exception {
        assertThat(lifespan(minted(Map.of("claims", Map.of(), "expiresIn", span))))
                .isEqualTo(seconds);
    }

    @Test
    void expiryIsANumberOfSecondsOrADateOrTheUsual() throws Exception {
        assertThat(lifespan(minted(Map.of("claims", Map.of(), "expiresIn", 77))))
                .isEqualTo(77);
        assertThat(lifespan(minted(Map.of("claims", Map.of())))).isEqualTo(600);
        long exp = clock.instant().getEpochSecond() + 100;
        assertThat(minted(Map.of("claims", Map.of("exp", exp)))
                        .getJWTClaimsSet()
                        .getExpirationTime())
                .isEqualTo(java.time.Instant.ofEpochSecond(exp));
    }

    private static long lifespan(SignedJWT token) throws Exception {
        JWTClaimsSet claims = token.getJWTClaimsSet();
        return Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant())
                .toSeconds();
    }

    @Test
    void algorithmIsOneOfThoseThatAreActive() throws Exception {
        JWSHeader header =
                minted(Map.of("claims", Map.of(), "algorithm", "ES256")).getHeader();
        assertThat(header.getAlgorithm().getName()).isEqualTo("ES256");
        for (String none : List.of("ES512", "HS256", "none", "", "es256")) {
            mint(Map.of("claims", Map.of(), "algorithm", none))
                    .statusCode(400)
                    .body("violations[0].field", equalTo("algorithm"));
        }
    }

    @Test
    void othersCanBeSpokenForAtTheDoorsOfOthersOnly() throws Exception {
        String somebody = UUID.randomUUID().toString();
        SignedJWT elsewhere = minted(Map.of("claims", Map.of("sub", somebody), "audience", List.of("orders")));
        assertThat(elsewhere.getJWTClaimsSet().getSubject()).isEqualTo(somebody);
        assertThat(elsewhere.getJWTClaimsSet().getClaim("upn")).isNull();
        me(elsewhere.serialize()).then().statusCode(401).body("message", equalTo("jwt audience invalid"));
        mint(Map.of("claims", Map.of("sub", somebody))).statusCode(403);
        mint(Map.of("claims", Map.of("sub", somebody), "audience", List.of("orders", "signet")))
                .statusCode(403);
    }

    @Test
    void rolesAboveOnesOwnAreRefused() throws Exception {
        assertThat(minted(Map.of("claims", Map.of("groups", List.of("auditor"))))
                        .getJWTClaimsSet()
                        .getStringListClaim("groups"))
                .containsExactly("auditor");
        for (String role : List.of("admin", "key-admin", "Auditor", "anything")) {
            mint(Map.of("claims", Map.of("groups", List.of("auditor", role))))
                    .statusCode(403)
                    .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iss", "iat", "jti", "sid", "act", "client_id", "azp", "auth_time", "acr", "amr", "raw_token", ""
            })
    void claimsThatSignetSetsAreRefused(String claim) {
        mint(Map.of("claims", Map.of(claim, "x")))
                .statusCode(400)
                .body("violations[0].field", equalTo("claims." + claim));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"claims\": {\"sub\": 7}}",
                "{\"claims\": {\"sub\": \"\"}}",
                "{\"claims\": {\"aud\": [1]}}",
                "{\"claims\": {\"groups\": \"admin\"}}",
                "{\"claims\": {\"scope\": [\"a\"]}}",
                "{\"claims\": {\"nbf\": \"now\"}}",
                "{\"claims\": {\"nbf\": -1}}",
                "{\"claims\": {\"nbf\": 253402300799}}",
                "{\"claims\": {\"exp\": \"10h\"}}",
                "{\"claims\": {\"exp\": 1}}",
                "{\"claims\": {\"exp\": 99999999999}}",
                "{\"claims\": {\"exp\": 1e400}}",
                "{\"claims\": {\"exp\": 99999999999}, \"expiresIn\": 60}",
                "{\"claims\": {\"email\": true}, \"audience\": \"orders\"}",
                "{\"claims\": {\"email_verified\": \"true\"}, \"audience\": \"orders\"}",
                "{\"claims\": {\"roles\": \"admin\"}, \"audience\": \"orders\"}",
                "{\"claims\": {\"cnf\": \"key\"}, \"audience\": \"orders\"}",
                "{\"claims\": {\"x\": null}}",
                "{\"claims\": {\"x\": [null]}}",
                "{\"claims\": {\"x\": {\"y\": null}}}",
                "{\"claims\": {\"x\": [{\"y\": [null]}]}}",
                "{\"claims\": {\"aud\": \"a\"}, \"audience\": \"b\"}",
                "{\"claims\": {}, \"audience\": 7}",
                "{\"claims\": {}, \"expiresIn\": 0}",
                "{\"claims\": {}, \"expiresIn\": -5}",
                "{\"claims\": {}, \"expiresIn\": 1.5}",
                "{\"claims\": {}, \"expiresIn\": \"10\"}",
                "{\"claims\": {}, \"expiresIn\": \"-1h\"}",
                "{\"claims\": {}, \"expiresIn\": \"400d\"}",
                "{\"claims\": {}, \"expiresIn\": 9223372036854775807}",
                "{\"claims\": {}, \"expiresIn\": []}",
                "{\"claims\": []}",
                "{\"claims\": {\"a\": 1, \"a\": 2}}",
                "{\"claims\": {\"n\": 9223372036854775808}}",
                "{\"claims\": {\"n\": {\"m\": [-9223372036854775809]}}}",
                "{}"
            })
    void whatBreaksARuleIsRefused(String body) {
        mint(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void deepAndLargeClaimsAreRefused() {
        for (String none : List.of(
                "{}, \"audience\": []", "{\"\\ud800\": 1}", "{\"x\": 1e400}", "{\"x\": [" + "9".repeat(401) + "]}")) {
            mint("{\"claims\": " + none + "}").statusCode(400);
        }
        mint("{\"claims\": {\"a\": " + "[".repeat(200) + "]".repeat(200) + "}}").statusCode(400);
        mint(Map.of("claims", Map.of("a", "x".repeat(7000)))).statusCode(400);
        Map<String, Object> wide = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            wide.put("claim" + i, i);
        }
        mint(Map.of("claims", wide)).statusCode(400);
    }

    /** Names are visible text. All others are merely strange, and what is reported of them is written where no NUL can be. */
    @Test
    void strangeTextIsSignedAndReported() throws Exception {
        String strange = "a\u0000\u202e\ud83d\ude00";
        for (String claim : List.of("sub", "upn", "preferred_username")) {
            mint(Map.of("claims", Map.of(claim, strange), "audience", "orders")).statusCode(400);
        }
        mint(Map.of("claims", Map.of("aud", strange))).statusCode(400);
        mint(Map.of("claims", Map.of(), "audience", List.of("orders", strange))).statusCode(400);
        for (String claim : List.of("scope", "x")) {
            JWTClaimsSet claims = minted(Map.of("claims", Map.of(claim, strange), "audience", "orders"))
                    .getJWTClaimsSet();
            assertThat(claims.getClaim(claim).toString()).contains(strange);
            assertThat(events.audited("token.mint", claims.getJWTID())).isEqualTo(1);
        }
    }

    @Test
    void nobodyTakesAnothersNameHere() {
        for (String claim : List.of("upn", "preferred_username")) {
            mint(Map.of("claims", Map.of(claim, "admin")))
                    .statusCode(403)
                    .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        }
        mint(Map.of("claims", Map.of("upn", name))).statusCode(201);
    }

    /** MicroProfile JWT takes {@code upn} for who it is. */
    @Test
    void whoeverTakesAnothersNameElsewhereIsNamedToo() throws Exception {
        for (String claim : List.of("upn", "preferred_username")) {
            assertThat(minted(Map.of("claims", Map.of(claim, "admin"), "audience", "orders"))
                            .getJWTClaimsSet()
                            .getJSONObjectClaim("act"))
                    .isEqualTo(Map.of("sub", users.id(name)));
        }
    }

    private static final Map<String, Object> ABOUT_SOMEBODY = Map.ofEntries(
            Map.entry("email", "admin@example.com"),
            Map.entry("email_verified", true),
            Map.entry("name", "The administrator"),
            Map.entry("given_name", "Ada"),
            Map.entry("address", Map.of("country", "IE")),
            Map.entry("updated_at", 1),
            Map.entry("roles", List.of("admin")),
            Map.entry("entitlements", List.of("everything")),
            Map.entry("realm_access", Map.of("roles", List.of("admin"))),
            Map.entry("resource_access", Map.of("orders", Map.of("roles", List.of("admin")))),
            Map.entry("cnf", Map.of("jkt", "x")),
            Map.entry("may_act", Map.of("sub", "somebody")));

    /** An application that reads {@code email} or {@code roles} takes them for what Signet found out. */
    @Test
    void claimsOfIdentityAndAuthorityAreRefusedAtOurOwnAudience() {
        ABOUT_SOMEBODY.forEach((claim, value) -> {
            for (Object audience : List.of("signet", List.of("orders", "signet"))) {
                mint(Map.of("claims", Map.of(claim, value), "audience", audience))
                        .statusCode(403)
                        .body("type", equalTo("urn:signet:problem:beyond-own-roles"))
                        .body("detail", containsString("Only Signet sets " + claim));
            }
        });
        assertThat(events.audited("token.mint", users.id(name))).isEqualTo(2L * ABOUT_SOMEBODY.size());
    }

    /** So that it shows which user chose them. Any other claim counts: no list of names would be complete. */
    @Test
    void userWhoChoosesClaimsIsNamedBesideThem() throws Exception {
        Map<String, Object> actor = Map.of("sub", users.id(name));
        for (String claim : ABOUT_SOMEBODY.keySet()) {
            assertThat(minted(Map.of("claims", Map.of(claim, ABOUT_SOMEBODY.get(claim)), "audience", "orders"))
                            .getJWTClaimsSet()
                            .getJSONObjectClaim("act"))
                    .isEqualTo(actor);
        }
        for (String claim : List.of("permissions", "authorities", "scope", "tenant", "E-Mail")) {
            assertThat(minted(Map.of("claims", Map.of(claim, "x")))
                            .getJWTClaimsSet()
                            .getJSONObjectClaim("act"))
                    .isEqualTo(actor);
        }
    }

    @Test
    void mintedTokenOutlivesNoSession() throws Exception {
        sessionIsOverIn("5 minutes");
        assertThat(lifespan(minted(Map.of("claims", Map.of())))).isBetween(290L, 300L);
        mint(Map.of("claims", Map.of(), "expiresIn", 200)).statusCode(201);
        mint(Map.of("claims", Map.of(), "expiresIn", "10m"))
                .statusCode(400)
                .body("violations[0].field", equalTo("expiresIn"));
        long exp = clock.instant().getEpochSecond() + 400;
        mint(Map.of("claims", Map.of("exp", exp))).statusCode(400).body("violations[0].field", equalTo("claims.exp"));
        sessionIsOverIn("-1 second");
        mint(Map.of("claims", Map.of())).statusCode(401).body("message", equalTo("jwt revoked"));
    }

    private void sessionIsOverIn(String interval) throws Exception {
        database.execute("update user_session set expires_at = signet_now() + interval '" + interval
                + "' where user_id = '" + users.id(name) + "'");
    }

    @Test
    void mintedTokenDiesWithTheSessionItWasMintedIn() throws Exception {
        String minted = minted(Map.of("claims", Map.of(), "expiresIn", "10h")).serialize();
        me(minted).then().statusCode(200);
        logout(caller).then().statusCode(204);
        me(minted).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
    }

    /** Whoever speaks for others does so for as long as they may, and it shows who it was (RFC 8693 section 4.1). */
    @ParameterizedTest
    @ValueSource(strings = {"log-out", "roles", "disable", "delete"})
    void tokenInSomebodysNameDiesWithWhatItsMinterMay(String end) throws Exception {
        TestClient orders = TestClients.confidential().audiences("orders").create();
        String id = users.id(name);
        String token = minted(Map.of("claims", Map.of("sub", "somebody"), "audience", "orders", "expiresIn", "10h"))
                .serialize();
        introspect(orders, token)
                .then()
                .body("active", equalTo(true))
                .body("sub", equalTo("somebody"))
                .body("act", equalTo(Map.of("sub", id)));

        var administrator = patching(adminToken()).header("If-Match", "*");
        String user = "/api/admin/users/" + id;
        switch (end) {
            case "log-out" -> logout(caller).then().statusCode(204);
            case "roles" ->
                administrator
                        .body(Map.of("roles", List.of("token-issuer")))
                        .patch(user)
                        .then()
                        .statusCode(200);
            case "disable" ->
                administrator.body(Map.of("enabled", false)).patch(user).then().statusCode(200);
            default ->
                bearer(adminToken()).header("If-Match", "*").delete(user).then().statusCode(204);
        }

        introspect(orders, token).then().statusCode(200).body("active", equalTo(false));
    }

    /** Another replica ended the minter's tokens, and this one has not heard of it. */
    @Test
    void whoeverWasEndedElsewhereMintsNothing() throws Exception {
        String id = users.id(name);
        database.execute("update signet_user set tokens_valid_from = signet_now() where id = '" + id + "'");
        mint(Map.of("claims", Map.of()))
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error_description=\"jwt revoked\""))
                .body("name", equalTo("TokenRevokedError"));
        bearer(adminToken())
                .queryParam("actor", id)
                .queryParam("action", "token.mint")
                .get("/api/admin/audit-events")
                .then()
                .body("items.outcome", equalTo(List.of("refused")));
    }

    @Test
    void ownTokenHasNoActor() throws Exception {
        Map<String, Object> own =
                Map.of("sub", users.id(name), "preferred_username", name, "groups", List.of("auditor"), "nbf", 1);
        for (Object audience : List.of("signet", "orders")) {
            assertThat(minted(Map.of("claims", own, "audience", audience))
                            .getJWTClaimsSet()
                            .getClaims())
                    .doesNotContainKey("act");
        }
    }

    @Test
    void mintedTokenMintsNoOther() throws Exception {
        String role = minted(Map.of("claims", Map.of("groups", List.of("token-issuer")), "expiresIn", "10h"))
                .serialize();
        caller = role;
        mint(Map.of("claims", Map.of())).statusCode(403);
    }

    @Test
    void trailTellsWhatTheTokenCanDo() throws Exception {
        String id = minted(Map.of("claims", Map.of("groups", List.of("auditor"), "secret", "of nobody")))
                .getJWTClaimsSet()
                .getJWTID();
        bearer(caller)
                .get("/api/admin/audit-events")
                .then()
                .body("items.find { it.target == '" + id + "' }.change.groups", equalTo(List.of("auditor")))
                .body(not(containsString("of nobody")));
    }

    @Test
    void onlyTokenIssuersMint() {
        for (String role : List.of("auditor", "user-admin", "key-admin")) {
            caller = tokens(login(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD))
                    .accessToken();
            mint(Map.of("claims", Map.of())).statusCode(403);
        }
    }
}
