package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginFrom;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.identity.user.UserChange;
import dev.signet.testsupport.HeardChanges;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PasswordResourceTest {
    private static final String NEW = "quite another password";

    @Inject
    TestUsers users;

    @Inject
    TokenForge forge;

    @Inject
    HeardChanges heard;

    private String name;
    private String token;

    @BeforeEach
    void aUserWhoIsLoggedIn() {
        name = users.user(users.freshName()).create();
        token = accessToken(name, TestUsers.PASSWORD);
    }

    private static Response change(String token, String current, String replacement) {
        Map<String, String> body = new HashMap<>();
        body.put("currentPassword", current);
        body.put("newPassword", replacement);
        return bearer(token).contentType(ContentType.JSON).body(body).put("/api/me/password");
    }

    @Test
    void newPasswordIsNeitherCommonNorTheName() {
        String before = users.row(name);
        for (String refused : List.of("iloveyou", "ILoveYou", name)) {
            change(token, TestUsers.PASSWORD, refused)
                    .then()
                    .statusCode(400)
                    .body("violations.field", contains("newPassword"));
        }
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void newPasswordTakesThePlaceOfTheOldOne() throws Exception {
        change(token, TestUsers.PASSWORD, NEW).then().statusCode(204);

        login(name, TestUsers.PASSWORD).then().statusCode(401);
        login(name, NEW).then().statusCode(200);
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(heard.of(claims.getSubject()))
                .singleElement()
                .isInstanceOfSatisfying(UserChange.PasswordChanged.class, told -> assertThat(told.exceptSession())
                        .isEqualTo(Optional.of(claims.getClaim("sid"))));
    }

    @Test
    void changeIsAuditedWithoutThePasswords() throws Exception {
        change(token, "not the password", NEW).then().statusCode(400);
        change(token, TestUsers.PASSWORD, NEW).then().statusCode(204);
        String subject = SignedJWT.parse(token).getJWTClaimsSet().getSubject();
        bearer(adminToken())
                .queryParam("action", "user.change-password")
                .get("/api/admin/audit-events")
                .then()
                .body(
                        "items.findAll { it.target == '" + subject + "' }.action",
                        contains("user.change-password", "user.change-password"))
                .body("items.findAll { it.target == '" + subject + "' }.outcome", contains("success", "refused"))
                .body("items.find { it.target == '" + subject + "' }.actor", equalTo(subject))
                .body(not(containsString(NEW)))
                .body(not(containsString(TestUsers.PASSWORD)))
                .body(not(containsString("not the password")));
    }

    @Test
    void wrongCurrentPasswordIsNamedAndChangesNothing() {
        String before = users.row(name);
        change(token, "not the password", NEW)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains("currentPassword"));
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void guessesAtTheCurrentPasswordCountWithFailedLogIns() {
        name = users.user(users.freshName()).create();
        // so that few may fail here: it is not where the user comes from
        token = tokens(loginFrom("127.0.0.2", name, TestUsers.PASSWORD)).accessToken();
        for (int i = 0; i < 5; i++) {
            change(token, "not the password", NEW).then().statusCode(400);
            login(name, "not the password").then().statusCode(401);
        }
        change(token, TestUsers.PASSWORD, NEW)
                .then()
                .statusCode(429)
                .body("type", equalTo("urn:signet:problem:too-many-attempts"));
        login(name, TestUsers.PASSWORD).then().statusCode(429);
        bearer(adminToken())
                .queryParam("action", "user.change-password")
                .get("/api/admin/audit-events")
                .then()
                .body("items.count { it.actorName == '" + name + "' }", equalTo(5));
    }

    @Test
    void mustDifferFromTheCurrentOneInAnyNormalForm() {
        String composed = "p\u00e4ssword of length";
        change(token, TestUsers.PASSWORD, composed).then().statusCode(204);
        change(token, composed, "pa\u0308ssword of length")
                .then()
                .statusCode(400)
                .body("violations.field", contains("newPassword"));
    }

    @ParameterizedTest
    @CsvSource({"7, 400", "8, 204", "128, 204", "129, 400"})
    void newPasswordIsBoundInCodePoints(int length, int status) {
        change(token, TestUsers.PASSWORD, "\uD83D\uDD11".repeat(length)).then().statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"currentPassword\": \"a password of nobody\"}",
                "{\"currentPassword\": \"a password of nobody\", \"newPassword\": null}",
                "{\"currentPassword\": \"a password of nobody\", \"newPassword\": 12345678}",
                "{\"currentPassword\": \"a password of nobody\", \"newPassword\": \"quite another\", \"roles\": []}"
            })
    void otherBodiesAreRefused(String body) {
        String before = users.row(name);
        bearer(token)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/me/password")
                .then()
                .statusCode(400);
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void tokenOfAUserWhoIsGoneIsRefused() {
        change(forge.with(claims -> claims.put("auth_time", 1)), TestUsers.PASSWORD, NEW)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"))
                .body("type", equalTo("urn:signet:problem:account-gone"));
        String nobodys = forge.with(claims -> {
            claims.put("auth_time", 1);
            claims.put("sub", "no user");
        });
        change(nobodys, TestUsers.PASSWORD, NEW).then().statusCode(401);
    }

    @Test
    void ofChangesAtOnceOneHappens() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            List<Callable<Integer>> attempts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String replacement = NEW + i;
                attempts.add(
                        () -> change(token, TestUsers.PASSWORD, replacement).statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(attempts)) {
                statuses.add(answer.get());
            }
            assertThat(Collections.frequency(statuses, 204)).isEqualTo(1);
            assertThat(statuses).isSubsetOf(204, 400, 409);
        } finally {
            threads.shutdownNow();
        }
    }
}
