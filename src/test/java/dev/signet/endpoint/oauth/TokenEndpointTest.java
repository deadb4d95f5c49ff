package dev.signet.endpoint.oauth;

import static dev.signet.testsupport.OAuthApi.TOKEN;
import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.by;
import static dev.signet.testsupport.OAuthApi.clientCredentials;
import static dev.signet.testsupport.OAuthApi.form;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.base.problem.UnavailableException;
import dev.signet.base.protocol.OAuthError;
import dev.signet.identity.clientcache.Clients;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.PasswordAuthenticator;
import dev.signet.identity.user.User;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.Authorization;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.TokenIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NullUnmarked
class TokenEndpointTest {
    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    AgroalDataSource database;

    @Inject
    TokenForge forge;

    @Inject
    Clients clients;

    @Inject
    Sessions sessions;

    @Inject
    PasswordAuthenticator authenticator;

    @Inject
    TokenIssuer issuer;

    @Test
    void clientGetsATokenOfItsOwn() throws ParseException {
        TestClient client = TestClients.confidential()
                .scopes("read", "write")
                .roles("auditor")
                .create();
        var answer = clientCredentials(client, Map.of())
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("scope", equalTo("read write"))
                .body("refresh_token", nullValue())
                .extract();
        JWTClaimsSet claims = SignedJWT.parse(answer.path("access_token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(client.id());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(client.id());
        assertThat(claims.getStringClaim("scope")).isEqualTo("read write");
        assertThat(claims.getStringListClaim("groups")).containsExactly("auditor");
        assertThat(claims.getAudience()).containsExactly("signet");
        assertThat(claims.getClaims()).doesNotContainKeys("sid", "upn", "auth_time");
    }

    @Test
    void rolesOfAClientOpenWhatTheyOpenForUsers() {
        String token = accessToken(TestClients.confidential().roles("auditor").create());
        bearer(token).get("/api/admin/users").then().statusCode(200);
        bearer(token).get("/api/admin/keys").then().statusCode(200);
        String powerless = accessToken(TestClients.confidential().create());
        bearer(powerless).get("/api/admin/users").then().statusCode(403);
        me(powerless).then().statusCode(200).body("sessionId", nullValue());
    }

    @Test
    void scopeNarrowsAndNeverWidens() {
        TestClient client = TestClients.confidential().scopes("read", "write").create();
        clientCredentials(client, Map.of("scope", "read"))
                .then()
                .statusCode(200)
                .body("scope", equalTo("read"));
        assertRefused(clientCredentials(client, Map.of("scope", "read admin")), OAuthError.INVALID_SCOPE);
        assertRefused(clientCredentials(client, Map.of("scope", "unknown")), OAuthError.INVALID_SCOPE);
    }

    /** RFC 6749 section 3.2: what has no value counts as not sent. */
    @Test
    void emptyScopeIsNoScope() {
        TestClient client = TestClients.confidential().scopes("read").create();
        clientCredentials(client, Map.of("scope", "")).then().statusCode(200).body("scope", equalTo("read"));
    }

    @Test
    void malformedScopeIsRefused() {
        TestClient client = TestClients.confidential().scopes("read").create();
        for (String scope :
                List.of(" ", "read ", "r\"ead", "r\\ead", "r\u00E4d", "read\tread", "a ".repeat(15_000) + "a")) {
            assertRefused(clientCredentials(client, Map.of("scope", scope)), OAuthError.INVALID_SCOPE);
        }
    }

    @Test
    void moreThanABodyMayHaveIsRefused() {
        TestClient client = TestClients.confidential().scopes("read").create();
        clientCredentials(client, Map.of("scope", "a".repeat(100_000))).then().statusCode(413);
    }

    /** RFC 8707. */
    @Test
    void tokenIsForTheResourcesThatAreAskedForAmongTheClientsOwn() throws ParseException {
        TestClient client = TestClients.confidential()
                .audiences("https://orders.example", "https://stock.example", "legacy")
                .create();
        assertThat(audience(client, Map.of()))
                .containsExactly("https://orders.example", "https://stock.example", "legacy");
        assertThat(audience(client, Map.of("resource", "https://stock.example")))
                .containsExactly("https://stock.example");
        assertThat(audience(client, Map.of("audience", "legacy"))).containsExactly("legacy");
        assertThat(audience(client, Map.of("resource", List.of("https://stock.example", "https://orders.example"))))
                .containsExactlyInAnyOrder("https://stock.example", "https://orders.example");
        assertRefused(
                clientCredentials(client, Map.of("resource", "https://stock.example/")), OAuthError.INVALID_TARGET);
        assertRefused(
                clientCredentials(client, Map.of("resource", List.of("https://stock.example", "signet"))),
                OAuthError.INVALID_TARGET);
    }

    private static List<String> audience(TestClient client, Map<String, ?> parameters) throws ParseException {
        String token = clientCredentials(client, parameters)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return SignedJWT.parse(token).getJWTClaimsSet().getAudience();
    }

    @Test
    void tokenForOthersIsNotForUs() {
        TestClient client =
                TestClients.confidential().audiences("https://orders.example").create();
        me(accessToken(client)).then().statusCode(401).body("message", equalTo("jwt audience invalid"));
    }

    @Test
    void clientHasALifespanAndAnAlgorithmOfItsOwn() throws ParseException {
        forge.rsaKey();
        TestClient client = TestClients.confidential()
                .with("tokenLifespan", 77)
                .with("tokenAlgorithm", "RS256")
                .create();
        String token = clientCredentials(client, Map.of())
                .then()
                .statusCode(200)
                .body("expires_in", equalTo(77))
                .extract()
                .path("access_token");
        assertThat(SignedJWT.parse(token).getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        me(token).then().statusCode(200);
    }

    @Test
    void algorithmWithoutAKeyIsNotNowAndUsesNothingUp() {
        TestClient client = TestClients.confidential()
                .with("grants", List.of("client_credentials", "refresh_token"))
                .create();
        String name = users.user(users.freshName()).create();
        String refreshToken = sessions.open(
                        authenticator.authenticate(name, TestUsers.PASSWORD),
                        clients.find(client.id()).orElseThrow().tokens())
                .orElseThrow()
                .refreshToken();
        TestClients.change(client, Map.of("tokenAlgorithm", "ES512"));
        clientCredentials(client, Map.of()).then().statusCode(503).header("Retry-After", "60");
        for (int i = 0; i < 2; i++) {
            refreshing(client, refreshToken).post(TOKEN).then().statusCode(503);
            clock.advance(Duration.ofMinutes(1));
        }
        TestClients.change(client, Map.of("tokenAlgorithm", "ES256"));
        refreshing(client, refreshToken).post(TOKEN).then().statusCode(200);
    }

    private static RequestSpecification refreshing(TestClient client, String token) {
        return by(client).formParam("grant_type", "refresh_token").formParam("refresh_token", token);
    }

    /** Whoever had it could do nothing with it. As where the issuer was given a longer name after the client had its scopes. */
    @Test
    void tokenThatWouldBeTooLongIsRefusedAndNothingIsUsedUp() throws SQLException {
        String name = users.user(users.freshName()).create();
        TestClient client = TestClients.confidential()
                .with("grants", List.of("refresh_token"))
                .create();
        giveScopes(client, different(30, 128));
        User user = authenticator.authenticate(name, TestUsers.PASSWORD);
        ClientTokenRules tokens = clients.find(client.id()).orElseThrow().tokens();
        String refreshToken = sessions.open(user, tokens).orElseThrow().refreshToken();
        String[] roles = different(HeldRoles.MOST, HeldRoles.MAX_NAME);
        users.user(users.freshName()).roles(roles).create();

        giveRoles(users.id(name), roles);
        for (int i = 0; i < 2; i++) {
            refreshing(client, refreshToken).post(TOKEN).then().statusCode(503).header("Retry-After", "3600");
            clock.advance(Duration.ofMinutes(1));
        }
        long before = rows("user_session");
        User holder = authenticator.authenticate(name, TestUsers.PASSWORD);
        assertThatThrownBy(() -> sessions.open(holder, tokens))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.problem().detail()).contains("too long"));
        assertThat(rows("user_session")).isEqualTo(before);

        giveRoles(users.id(name));
        refreshing(client, refreshToken).post(TOKEN).then().statusCode(200);
    }

    /** Past the rules of clients. */
    private void giveScopes(TestClient client, String... scopes) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update client set scopes = ? where client_id = ?")) {
            update.setArray(1, connection.createArrayOf("text", scopes));
            update.setString(2, client.id());
            update.executeUpdate();
        }
        // after which all are read again
        TestClient unused = TestClients.publicClient().create();
    }

    private static void giveRoles(String id, String... roles) {
        SignetApi.patching(adminToken())
                .header("If-Match", "*")
                .body(Map.of("roles", roles))
                .patch("/api/admin/users/" + id)
                .then()
                .statusCode(200);
    }

    private long rows(String table) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String[] different(int count, int length) {
        return IntStream.range(10, 10 + count)
                .mapToObj(i -> "x".repeat(length - 2) + i)
                .toArray(String[]::new);
    }

    /** What was looked up before a client was changed grants nothing after it. */
    @Test
    void tokenThatIsGrantedByAnOlderStateOfTheClientIsDead() {
        TestClient client = TestClients.confidential().roles("auditor").create();
        ClientTokenRules before = clients.find(client.id()).orElseThrow().tokens();
        TestClients.change(client, Map.of("enabled", false));
        String late = issuer.sign(issuer.prepare(new Authorization(
                        client.id(), new TreeSet<>(Set.of("auditor")), before, clock.instant(), Optional.empty())))
                .accessToken();
        bearer(late).get("/api/admin/users").then().statusCode(401).body("message", equalTo("jwt revoked"));
    }

    /** RFC 9068 section 5: the subject of a client's token is no user's, however it is read. */
    @Test
    void clientNeverPassesForAUser() {
        String name = users.user(users.freshName()).create();
        String shortened = users.id(name).replaceFirst("^0", "");
        TestClient client =
                TestClients.confidential().with("clientId", shortened).create();
        String token = accessToken(client);
        bearer(token).get("/api/me/sessions").then().statusCode(403);
        bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", TestUsers.PASSWORD, "newPassword", "another password"))
                .put("/api/me/password")
                .then()
                .statusCode(403);
    }

    @Test
    void noRowIsWrittenForAToken() throws SQLException {
        TestClient client = TestClients.confidential().create();
        accessToken(client);
        long before = number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        for (int i = 0; i < 20; i++) {
            accessToken(client);
        }
        for (String table : List.of("user_session", "revocation", "client", "client_secret")) {
            assertThat(number("select count(*) from " + table + " where xmin::text::bigint >= " + before))
                    .as(table)
                    .isZero();
        }
    }

    private long number(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void sessionOfLogInGoesOnInOAuthsDialect() {
        Tokens first = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
        var answer = refreshing("signet", first.refreshToken())
                .post(TOKEN)
                .then()
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .body("scope", equalTo("api"))
                .extract();
        String next = answer.path("refresh_token");
        assertThat(next).isNotEqualTo(first.refreshToken());
        me(answer.path("access_token")).then().statusCode(200);
        refreshing("signet", next).post(TOKEN).then().statusCode(200);
        assertRefused(refreshing("signet", first.refreshToken()).post(TOKEN), OAuthError.INVALID_GRANT);
        assertRefused(refreshing("signet", next).post(TOKEN), OAuthError.INVALID_GRANT);
    }

    @Test
    void refreshTokenIsBoundToItsClient() {
        Tokens mine = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
        TestClient other = TestClients.publicClient().create();
        assertRefused(refreshing(other.id(), mine.refreshToken()).post(TOKEN), OAuthError.INVALID_GRANT);
        refreshing("signet", mine.refreshToken()).post(TOKEN).then().statusCode(200);
    }

    @Test
    void refreshNarrowsTheScopeOfTheAccessTokenOnlyAndARefusedOneUsesNothingUp() {
        Tokens first = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
        assertRefused(
                refreshing("signet", first.refreshToken())
                        .formParam("scope", "api more")
                        .post(TOKEN),
                OAuthError.INVALID_SCOPE);
        refreshing("signet", first.refreshToken())
                .formParam("scope", "api")
                .post(TOKEN)
                .then()
                .statusCode(200)
                .body("scope", equalTo("api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "srt1_", "srt1_AAAA", "null", "../../etc/passwd", "' or 1=1 --", "\u0000"})
    void whatIsNoRefreshTokenIsRefused(String text) {
        assertRefused(refreshing("signet", text).post(TOKEN), OAuthError.INVALID_GRANT);
    }

    private static RequestSpecification refreshing(String client, String token) {
        return form().formParam("grant_type", "refresh_token")
                .formParam("client_id", client)
                .formParam("refresh_token", token);
    }

    @Test
    void grantMustBeNamedKnownAndTheClients() {
        TestClient client = TestClients.confidential().create();
        assertRefused(by(client).post(TOKEN), OAuthError.INVALID_REQUEST);
        for (String type : List.of("password", "implicit", "Client_Credentials", "authorization_code", "\u0000")) {
            assertRefused(by(client).formParam("grant_type", type).post(TOKEN), OAuthError.UNSUPPORTED_GRANT_TYPE);
        }
        assertRefused(
                by(client)
                        .formParam("grant_type", "refresh_token")
                        .formParam("refresh_token", "srt1_x")
                        .post(TOKEN),
                OAuthError.UNAUTHORIZED_CLIENT);
        assertRefused(
                form().formParam("grant_type", "client_credentials")
                        .formParam("client_id", "signet")
                        .post(TOKEN),
                OAuthError.UNAUTHORIZED_CLIENT);
    }

    @Test
    void parametersComeOnceInAFormInTheBody() {
        TestClient client = TestClients.confidential().create();
        assertRefused(
                by(client)
                        .body("grant_type=client_credentials&grant_type=client_credentials")
                        .post(TOKEN),
                OAuthError.INVALID_REQUEST);
        assertRefused(
                by(client)
                        .contentType(ContentType.JSON)
                        .body(Map.of("grant_type", "client_credentials"))
                        .post(TOKEN),
                OAuthError.INVALID_REQUEST);
        assertRefused(by(client).body("grant_type=%zz").post(TOKEN), OAuthError.INVALID_REQUEST);
        assertRefused(
                form().body("grant_type=client_credentials")
                        .post(TOKEN + "?client_id=" + client.id() + "&client_secret=" + client.secret()),
                OAuthError.INVALID_REQUEST);
        assertRefused(by(client).post(TOKEN), OAuthError.INVALID_REQUEST);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        given().get(TOKEN).then().statusCode(405).header("Allow", "OPTIONS, POST");
    }

    @Test
    void disablingAClientEndsItsTokensAndItsAccess() {
        TestClient client = TestClients.confidential().create();
        String token = accessToken(client);
        me(token).then().statusCode(200);
        TestClients.change(client, Map.of("enabled", false));
        me(token).then().statusCode(401).body("message", equalTo("jwt revoked"));
        assertRefused(clientCredentials(client, Map.of()), OAuthError.INVALID_CLIENT);
        TestClients.change(client, Map.of("enabled", true));
        me(token).then().statusCode(401);
        me(accessToken(client)).then().statusCode(200);
    }

    @Test
    void takingARoleAwayEndsWhatHadItAndTheNextTokenLives() {
        TestClient client = TestClients.confidential().roles("auditor").create();
        String before = accessToken(client);
        TestClients.change(client, Map.of("roles", List.of()));
        me(before).then().statusCode(401).body("message", equalTo("jwt revoked"));
        String after = accessToken(client);
        me(after).then().statusCode(200);
        bearer(after).get("/api/admin/users").then().statusCode(403);
        // in one second: what was let through is dated after the first change
        TestClients.change(client, Map.of("roles", List.of("auditor")));
        TestClients.change(client, Map.of("roles", List.of()));
        me(after).then().statusCode(401).body("message", equalTo("jwt revoked"));
        me(accessToken(client)).then().statusCode(200);
    }

    @Test
    void clientThatGetsTheIdOfADeletedOneInheritsNothing() {
        String id = "again-" + users.freshName();
        TestClient first = TestClients.confidential().with("clientId", id).create();
        String token = accessToken(first);
        TestClients.delete(first);
        TestClient second = TestClients.confidential().with("clientId", id).create();
        me(token).then().statusCode(401).body("message", equalTo("jwt revoked"));
        assertRefused(clientCredentials(first, Map.of()), OAuthError.INVALID_CLIENT);
        me(accessToken(second)).then().statusCode(200);
    }

    @Test
    void whatAClientDoesIsAuditedAsTheClient() {
        TestClient client = TestClients.confidential().roles("user-admin").create();
        String token = accessToken(client);
        bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("username", users.freshName(), "password", TestUsers.PASSWORD))
                .post("/api/admin/users")
                .then()
                .statusCode(201);
        bearer(dev.signet.testsupport.SignetApi.adminToken())
                .get("/api/admin/audit-events?limit=20")
                .then()
                .body("items.actor", hasItem(client.id()));
    }
}
