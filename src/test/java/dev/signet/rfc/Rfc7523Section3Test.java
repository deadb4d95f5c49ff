package dev.signet.rfc;

import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.TestAssertions.KEY;
import static dev.signet.testsupport.TestAssertions.client;
import static dev.signet.testsupport.TestAssertions.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.nimbusds.jose.JWSAlgorithm;
import dev.signet.base.protocol.OAuthError;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestAssertions;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Client assertions, item by item: https://www.rfc-editor.org/rfc/rfc7523#section-3, signed by another library. Item 3 as
 * draft-ietf-oauth-rfc7523bis has it.
 */
@QuarkusTest
@NullUnmarked
class Rfc7523Section3Test {
    private static TestClient client;

    @Inject
    TestAssertions assertions;

    @BeforeEach
    void oneClientWillDo() {
        if (client == null) {
            client = client(KEY.toPublicJWK());
        }
    }

    @Test
    void assertionWithNothingButTheNecessaryIsAccepted() {
        present(assertions.by(client).without("iat").sign())
                .then()
                .statusCode(200)
                .body("access_token", notNullValue());
    }

    @Test
    void item1IssuerIsTheClient() {
        refused(assertions.by(client).without("iss"), "jwt issuer invalid");
        refused(assertions.by(client).claim("iss", TestServer.ISSUER), "jwt issuer invalid");
        refused(assertions.by(client).claim("iss", 7), "jwt issuer invalid");
    }

    @Test
    void item2SubjectIsTheClient() {
        refusedOf(client.id(), assertions.by(client).without("sub"), "jwt subject invalid");
        refusedOf(client.id(), assertions.by(client).claim("sub", "signet"), "jwt subject invalid");
        refused(assertions.by(client).without("sub"), "no key of this client verifies the signature");
        refused(assertions.by(client).claim("sub", 7), "no key of this client verifies the signature");
    }

    @Test
    void item3AudienceIsTheIssuerAlone() {
        String endpoint = TestServer.ISSUER + "/oauth/token";
        for (Object good : List.of(TestServer.ISSUER, List.of(TestServer.ISSUER))) {
            present(assertions.by(client).claim("aud", good).sign()).then().statusCode(200);
        }
        refused(assertions.by(client).without("aud"), "jwt audience invalid");
        for (Object bad : List.of(
                "signet",
                endpoint,
                List.of(endpoint),
                List.of(TestServer.ISSUER, endpoint),
                List.of(TestServer.ISSUER, TestServer.ISSUER),
                TestServer.ISSUER + "/",
                TestServer.ISSUER + "/oauth/introspect",
                TestServer.ISSUER.toUpperCase(Locale.ROOT),
                List.of(),
                List.of(TestServer.ISSUER, "https://elsewhere.example"),
                7)) {
            refused(assertions.by(client).claim("aud", bad), "jwt audience invalid");
        }
    }

    @Test
    void item4ExpiryIsNecessaryAndAtMostTenMinutesAhead() {
        refused(assertions.by(client).without("exp"), "invalid exp value");
        refused(assertions.by(client).claim("exp", "soon"), "invalid exp value");
        refused(assertions.by(client).at("exp", -31), "jwt expired");
        refused(assertions.by(client).at("exp", 600 + 35), "exp is more than 10 minutes ahead");
        present(assertions.by(client).at("exp", 600).sign()).then().statusCode(200);
        present(assertions.by(client).at("exp", -20).sign()).then().statusCode(200);
    }

    @Test
    void item5NotBeforeHolds() {
        refused(assertions.by(client).at("nbf", 45), "jwt not active");
        present(assertions.by(client).at("nbf", 20).sign()).then().statusCode(200);
    }

    @Test
    void item6IssuedAtIsADate() {
        refused(assertions.by(client).claim("iat", "now"), "invalid iat value");
    }

    @Test
    void item7AssertionIsGoodOnce() {
        String jti = UUID.randomUUID().toString();
        String assertion = assertions.by(client).claim("jti", jti).sign();
        present(assertion).then().statusCode(200);
        assertRefused(present(assertion), OAuthError.INVALID_CLIENT);
        refused(assertions.by(client).claim("jti", jti).at("exp", 90), "jti was used before");
    }

    /** OpenID Connect Core section 9 makes it necessary. */
    @Test
    void item7IdentifierIsNecessaryAndBounded() {
        refused(assertions.by(client).without("jti"), "invalid jti value");
        refused(assertions.by(client).claim("jti", ""), "invalid jti value");
        refused(assertions.by(client).claim("jti", 7), "invalid jti value");
        refused(assertions.by(client).claim("jti", "x".repeat(257)), "invalid jti value");
        String longest = UUID.randomUUID() + "x".repeat(256 - 36);
        present(assertions.by(client).claim("jti", longest).sign()).then().statusCode(200);
    }

    @Test
    void item8OtherClaimsAreIgnored() {
        present(assertions
                        .by(client)
                        .claim("scope", "admin")
                        .claim("groups", "x")
                        .sign())
                .then()
                .statusCode(200);
    }

    @Test
    void item9SignatureIsThatOfTheClient() {
        refused(
                assertions.by(client).key(TestAssertions.ecKey("other"), JWSAlgorithm.ES256),
                "no key of this client verifies the signature");
        refused(assertions.by(client).header("kid", "other"), "no key of this client verifies the signature");
        String assertion = assertions.by(client).sign();
        assertRefused(present(assertion.substring(0, assertion.lastIndexOf('.') + 1)), OAuthError.INVALID_CLIENT);
    }

    @Test
    void item10WhatIsNoTokenIsRefused() {
        for (String text : List.of("x", "a.b", "a.b.c", "....", "{}", "\u0000", "x".repeat(9000))) {
            assertRefused(present(text), OAuthError.INVALID_CLIENT);
        }
    }

    private void refused(TestAssertions.Builder assertion, String reason) {
        refused(TestAssertions.request(assertion.sign()), reason);
    }

    private void refusedOf(String clientId, TestAssertions.Builder assertion, String reason) {
        refused(TestAssertions.request(assertion.sign()).formParam("client_id", clientId), reason);
    }

    private void refused(RequestSpecification request, String reason) {
        long used = assertions.used(client);
        Response answer = request.post(OAuthApi.TOKEN);
        assertRefused(answer, OAuthError.INVALID_CLIENT);
        answer.then().body("error_description", equalTo("The client assertion was refused: " + reason + "."));
        assertThat(assertions.used(client)).isEqualTo(used);
    }
}
