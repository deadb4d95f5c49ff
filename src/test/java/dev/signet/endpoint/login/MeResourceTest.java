package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeResourceTest {
    @Inject
    TestUsers users;

    @Test
    void meIsWhomTheTokenNames() throws Exception {
        String name = users.user(users.freshName())
                .roles("auditor", "a role of its own")
                .create();
        String token = accessToken(name, TestUsers.PASSWORD);
        var claims = SignedJWT.parse(token).getJWTClaimsSet();

        var answer = me(token)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("subject", equalTo(claims.getSubject()))
                .body("username", equalTo(name))
                .body("roles", contains("a role of its own", "auditor"))
                .body("scope", equalTo("api"))
                .body("sessionId", equalTo(claims.getStringClaim("sid")))
                .extract();

        assertThat(Instant.parse(answer.path("issuedAt")))
                .isEqualTo(claims.getIssueTime().toInstant());
        assertThat(Instant.parse(answer.path("expiresAt")))
                .isEqualTo(claims.getExpirationTime().toInstant());
    }

    /** RFC 6750 section 2.1. */
    @Test
    void schemeIsOfAnyCaseAndManySpacesMayFollowIt() {
        String token = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        for (String scheme : List.of("bearer ", "Bearer   ", "BEARER ")) {
            given().header("Authorization", scheme + token)
                    .get("/api/me")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void onlyJsonIsOffered() {
        String name = users.user(users.freshName()).create();
        bearer(accessToken(name, TestUsers.PASSWORD))
                .accept("text/html")
                .get("/api/me")
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
    }
}
