package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.patching;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.base.replica.CleanUp;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever ends a session ends its refresh tokens and its access tokens, from the answer on. */
@QuarkusTest
class LogOutTest {
    private static final String OTHER_PASSWORD = "quite another password";

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    @Inject
    CleanUp cleanUp;

    @Inject
    TokenForge forge;

    private String user;
    private Tokens phone;
    private Tokens laptop;

    @BeforeEach
    void aUserWithTwoDevices() {
        user = users.user(users.freshName()).roles("auditor").create();
        phone = tokens(given().header("User-Agent", "Phone/1.0")
                .contentType("application/json")
                .body(Map.of("username", user, "password", TestUsers.PASSWORD))
                .post("/api/login"));
        laptop = tokens(login(user, TestUsers.PASSWORD));
    }

    private static void alive(Tokens tokens) {
        me(tokens.accessToken()).then().statusCode(200);
    }

    private static void over(Tokens tokens) {
        me(tokens.accessToken())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"jwt revoked\"")
                .body("name", equalTo("TokenRevokedError"));
        refresh(tokens.refreshToken())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:signet:problem:invalid-refresh-token"));
    }

    private static String id(Tokens tokens) {
        return me(tokens.accessToken()).path("sessionId");
    }

    private String userId() {
        return me(laptop.accessToken()).path("subject");
    }

    private Response change(Map<String, ?> patch) {
        String path = "/api/admin/users/" + userId();
        String tag = bearer(adminToken()).get(path).header("ETag");
        return patching(adminToken()).header("If-Match", tag).body(patch).patch(path);
    }

    /** Between them the user is given a token that is dated the second after the first change, which is that of the second. */
    @Test
    void ofTwoChangesOfRolesInOneSecondTheSecondEndsWhatTheFirstLetThrough() {
        String path = "/api/admin/users/" + userId();
        String admin = adminToken();
        for (List<String> roles : List.of(List.<String>of(), List.of("auditor"), List.<String>of())) {
            patching(admin)
                    .header("If-Match", "*")
                    .body(Map.of("roles", roles))
                    .patch(path)
                    .then()
                    .statusCode(200);
            me(phone.accessToken()).then().statusCode(401).body("message", equalTo("jwt revoked"));
            phone = tokens(refresh(phone.refreshToken()));
            alive(phone);
        }
    }

    @Test
    void logOutEndsTheSessionAndNoOther() {
        logout(phone.accessToken()).then().statusCode(204);
        over(phone);
        alive(laptop);
        tokens(refresh(laptop.refreshToken()));
    }

    @Test
    void everyAccessTokenOfTheSessionDiesWithIt() {
        Tokens later = tokens(refresh(phone.refreshToken()));
        logout(phone.accessToken()).then().statusCode(204);
        over(later);
        over(phone);
    }

    @Test
    void loggingOutTwiceIsAnsweredTheSameWayTwice() {
        logout(phone.accessToken()).then().statusCode(204);
        logout(phone.accessToken()).then().statusCode(204);
        assertThat(sessions.audited("session.end", userId())).isEqualTo(1);
    }

    @Test
    void loggingOutAgainIsNoEventEither() {
        logout(phone.accessToken()).then().statusCode(204);
        // the session is gone altogether
        cleanUp.run();
        logout(phone.accessToken()).then().statusCode(204);
        logout(phone.accessToken()).then().statusCode(204);
        assertThat(sessions.audited("session.end", userId())).isEqualTo(1);
    }

    @Test
    void tokenWithoutASessionIsRevokedOnce() throws ParseException {
        String token = OAuthApi.accessToken(TestClients.confidential().create());
        String jti = SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        for (int i = 0; i < 3; i++) {
            logout(token).then().statusCode(204);
        }
        me(token).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
        assertThat(sessions.audited("token.revoke", jti)).isEqualTo(1);
    }

    @Test
    void logOutTakesNothingButAnAccessToken() {
        given().post("/api/logout").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        logout(phone.refreshToken()).then().statusCode(401).body("name", equalTo("JsonWebTokenError"));
        given().header("Authorization", "Basic " + phone.accessToken())
                .post("/api/logout")
                .then()
                .statusCode(401);
        String other = laptop.accessToken();
        String forged = phone.accessToken().substring(0, phone.accessToken().lastIndexOf('.'))
                + other.substring(other.lastIndexOf('.'));
        logout(forged).then().statusCode(401).body("message", equalTo("invalid signature"));
        alive(phone);
    }

    @Test
    void userSeesTheirDevicesAndEndsOne() {
        bearer(laptop.accessToken())
                .get("/api/me/sessions")
                .then()
                .statusCode(200)
                .body("items.id", contains(id(laptop), id(phone)))
                .body("items.current", contains(true, false))
                .body("items[1].userAgent", equalTo("Phone/1.0"))
                .body("items[1].address", equalTo("127.0.0.1"))
                .body("next", nullValue());
        String path = "/api/me/sessions/" + id(phone);
        bearer(laptop.accessToken()).delete(path).then().statusCode(204);
        bearer(laptop.accessToken()).delete(path).then().statusCode(204);
        over(phone);
        bearer(laptop.accessToken()).get("/api/me/sessions").then().body("items.id", contains(id(laptop)));
    }

    @Test
    void devicesComeInPages() {
        String next = bearer(laptop.accessToken())
                .get("/api/me/sessions?limit=1")
                .then()
                .body("items.id", contains(id(laptop)))
                .extract()
                .path("next");
        bearer(laptop.accessToken())
                .get("/api/me/sessions?limit=1&cursor=" + next)
                .then()
                .body("items.id", contains(id(phone)))
                .body("next", nullValue());
        for (String wrong : List.of("limit=0", "cursor=abc", "cursor=" + next + "A")) {
            bearer(laptop.accessToken()).get("/api/me/sessions?" + wrong).then().statusCode(400);
        }
    }

    @Test
    void nobodyEndsOrSeesTheSessionOfAnother() {
        Tokens stranger = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
        for (String id : List.of(id(phone), UUID.randomUUID().toString(), "no-uuid")) {
            bearer(stranger.accessToken())
                    .delete("/api/me/sessions/" + id)
                    .then()
                    .statusCode(404);
        }
        bearer(stranger.accessToken()).get("/api/me/sessions").then().body("items", hasSize(1));
        alive(phone);
    }

    @Test
    void administratorEndsOneSession() {
        String path = "/api/admin/sessions/" + id(phone);
        bearer(adminToken()).delete(path).then().statusCode(204);
        bearer(adminToken()).delete(path).then().statusCode(204);
        over(phone);
        alive(laptop);
    }

    @Test
    void administratorSeesAndEndsAllSessionsOfAUser() {
        String id = userId();
        String path = "/api/admin/users/" + id + "/sessions";
        bearer(adminToken()).get(path).then().statusCode(200).body("items.id", contains(id(laptop), id(phone)));
        bearer(adminToken()).delete(path).then().statusCode(204);
        over(phone);
        over(laptop);
        assertThat(sessions.audited("user.end-sessions", id)).isEqualTo(1);
        tokens(login(user, TestUsers.PASSWORD));
    }

    @Test
    void userAdministratorEndsNoSessionOfAnAdministrator() {
        String administrator = users.user(users.freshName()).roles("admin").create();
        Tokens theirs = tokens(login(administrator, TestUsers.PASSWORD));
        String helper = tokens(
                        login(users.user(users.freshName()).roles("user-admin").create(), TestUsers.PASSWORD))
                .accessToken();
        String user = me(theirs.accessToken()).path("subject");
        bearer(helper).delete("/api/admin/sessions/" + id(theirs)).then().statusCode(403);
        bearer(helper).delete("/api/admin/users/" + user + "/sessions").then().statusCode(403);
        alive(theirs);
        bearer(helper).delete("/api/admin/sessions/" + id(phone)).then().statusCode(204);
        over(phone);
    }

    @Test
    void auditorSeesSessionsAndEndsNone() {
        String path = "/api/admin/users/" + userId() + "/sessions";
        bearer(laptop.accessToken()).get(path).then().statusCode(200);
        bearer(laptop.accessToken()).delete(path).then().statusCode(403);
        bearer(laptop.accessToken())
                .delete("/api/admin/sessions/" + id(phone))
                .then()
                .statusCode(403);
        alive(phone);
    }

    @Test
    void changedPasswordEndsAllOtherSessions() {
        bearer(laptop.accessToken())
                .contentType("application/json")
                .body(Map.of("currentPassword", TestUsers.PASSWORD, "newPassword", OTHER_PASSWORD))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        over(phone);
        alive(laptop);
        tokens(refresh(laptop.refreshToken()));
    }

    @Test
    void passwordSetByAnAdministratorEndsAllSessions() {
        bearer(adminToken())
                .header("If-Match", "*")
                .contentType("application/json")
                .body(Map.of("password", OTHER_PASSWORD))
                .put("/api/admin/users/" + userId() + "/password")
                .then()
                .statusCode(204);
        over(phone);
        over(laptop);
    }

    @Test
    void changedRolesEndAccessTokensAndTheSessionRefreshesIntoTheNewOnes() {
        change(Map.of("roles", List.of("user-admin"))).then().statusCode(200);
        me(laptop.accessToken()).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
        Tokens renewed = tokens(refresh(laptop.refreshToken()));
        me(renewed.accessToken()).then().statusCode(200).body("roles", contains("user-admin"));
        alive(tokens(login(user, TestUsers.PASSWORD)));
    }

    @Test
    void changeThatConcernsNoRightsEndsNothing() {
        change(Map.of("displayName", "Somebody")).then().statusCode(200);
        alive(laptop);
    }

    @Test
    void disabledUserIsOutAtOnceAndStaysOutWhenEnabledAgain() {
        change(Map.of("enabled", false)).then().statusCode(200);
        over(phone);
        over(laptop);
        login(user, TestUsers.PASSWORD).then().statusCode(401);
    }

    @Test
    void enabledAgainTheUserLogsInAnewAndOldTokensStayDead() {
        String path = "/api/admin/users/" + userId();
        String tag = change(Map.of("enabled", false)).header("ETag");
        patching(adminToken())
                .header("If-Match", tag)
                .body(Map.of("enabled", true))
                .patch(path)
                .then()
                .statusCode(200);
        over(laptop);
        alive(tokens(login(user, TestUsers.PASSWORD)));
    }

    @Test
    void deletedUserIsOutAtOnceAndAnotherOfTheNameInheritsNothing() {
        String path = "/api/admin/users/" + userId();
        String tag = bearer(adminToken()).get(path).header("ETag");
        bearer(adminToken()).header("If-Match", tag).delete(path).then().statusCode(204);
        over(phone);
        over(laptop);
        users.user(user).roles("auditor").create();
        over(laptop);
        assertThat(sessions.count(user)).isZero();
    }

    /** Only our own key can have signed it, but one that was imported has another holder. */
    @Test
    void sessionOfAStrangeNameEndsToo() {
        UUID id = UUID.randomUUID();
        for (String sid : List.of("no UUID " + id, id.toString().toUpperCase(Locale.ROOT))) {
            String token = forge.with(claims -> claims.put("sid", sid));
            String sister = forge.with(claims -> claims.put("sid", sid));
            logout(token).then().statusCode(204);
            me(sister).then().statusCode(401).body("message", equalTo("jwt revoked"));
        }
    }
}
