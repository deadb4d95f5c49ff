package dev.signet.endpoint.clientauth;

import static dev.signet.testsupport.OAuthApi.INTROSPECT;
import static dev.signet.testsupport.OAuthApi.TOKEN;
import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.basic;
import static dev.signet.testsupport.OAuthApi.by;
import static dev.signet.testsupport.OAuthApi.clientCredentials;
import static dev.signet.testsupport.OAuthApi.form;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.admin.auditlog.AuditTally;
import dev.signet.base.protocol.OAuthError;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NullUnmarked
class ClientAuthenticatorTest {
    @Inject
    SecretUses uses;

    @Inject
    AuditTally tally;

    @Test
    void clientAuthenticatesInItsOneWay() {
        TestClient inTheHeader = TestClients.confidential().create();
        TestClient inTheBody = TestClients.confidential()
                .with("authMethod", "client_secret_post")
                .create();
        clientCredentials(inTheHeader, Map.of()).then().statusCode(200);
        posting(inTheBody).post(TOKEN).then().statusCode(200);
        assertRefused(clientCredentials(inTheBody, Map.of()), OAuthError.INVALID_CLIENT);
        assertRefused(posting(inTheHeader).post(TOKEN), OAuthError.INVALID_CLIENT);
        assertRefused(naming(inTheHeader.id()).post(TOKEN), OAuthError.INVALID_CLIENT);
    }

    /** Not each: no row is written for a token. */
    @Test
    void authenticationsAreCountedInTheAuditTrail() {
        TestClient client = TestClients.confidential().create();
        tally.flush();
        for (int i = 0; i < 3; i++) {
            clientCredentials(client, Map.of()).then().statusCode(200);
        }
        clientCredentials(new TestClient(client.id(), "x"), Map.of()).then().statusCode(401);
        clientCredentials(new TestClient("typed-by-mistake", "x"), Map.of())
                .then()
                .statusCode(401);
        tally.flush();
        audited(client.id())
                .body("items", hasSize(2))
                .body("items.find { it.outcome == 'success' }.change.count", equalTo(3))
                .body("items.find { it.outcome == 'success' }.change.method", equalTo("client_secret_basic"))
                .body("items.find { it.outcome == 'refused' }.change.count", equalTo(1));
        audited("typed-by-mistake").body("items", hasSize(0));
    }

    private static ValidatableResponse audited(String clientId) {
        return bearer(adminToken())
                .queryParam("target", clientId)
                .queryParam("action", "client.authenticate")
                .get("/api/admin/audit-events")
                .then()
                .statusCode(200);
    }

    @Test
    void publicClientProvesNothing() {
        TestClient client = TestClients.publicClient().create();
        assertThat(client.secret()).isNull();
        assertRefused(naming(client.id()).post(TOKEN), OAuthError.UNAUTHORIZED_CLIENT);
        assertRefused(clientCredentials(new TestClient(client.id(), "x"), Map.of()), OAuthError.INVALID_CLIENT);
        assertRefused(posting(new TestClient(client.id(), "x")).post(TOKEN), OAuthError.INVALID_CLIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "\u0000", "' or 1=1 --", "018f6b2e-0000-7000-8000-000000000000", "admin"})
    void whoIsNobodyIsRefusedLikeAWrongSecret(String id) {
        Response unknown = form().header("Authorization", basic(id, "x"))
                .formParam("grant_type", "client_credentials")
                .post(TOKEN);
        TestClient client = TestClients.confidential().create();
        Response wrong = clientCredentials(new TestClient(client.id(), client.secret() + "x"), Map.of());
        assertRefused(unknown, OAuthError.INVALID_CLIENT);
        assertRefused(wrong, OAuthError.INVALID_CLIENT);
        assertThat(unknown.asString()).isEqualTo(wrong.asString());
    }

    @Test
    void disabledClientIsRefusedLikeAWrongSecret() {
        TestClient client = TestClients.confidential().with("enabled", false).create();
        assertRefused(clientCredentials(client, Map.of()), OAuthError.INVALID_CLIENT);
    }

    /** RFC 6749 section 2.3: a client must not use more than one way in a request. */
    @Test
    void twoWaysAtOnceAreRefused() {
        TestClient client = TestClients.confidential().create();
        assertRefused(
                by(client)
                        .formParam("grant_type", "client_credentials")
                        .formParam("client_secret", client.secret())
                        .post(TOKEN),
                OAuthError.INVALID_REQUEST);
        assertRefused(
                by(client)
                        .formParam("grant_type", "client_credentials")
                        .formParam("client_assertion", "x")
                        .post(TOKEN),
                OAuthError.INVALID_REQUEST);
        assertRefused(posting(client).formParam("client_assertion", "x").post(TOKEN), OAuthError.INVALID_REQUEST);
    }

    @Test
    void clientIdOfTheBodyMustBeThatOfTheHeader() {
        TestClient client = TestClients.confidential().create();
        clientCredentials(client, Map.of("client_id", client.id())).then().statusCode(200);
        assertRefused(clientCredentials(client, Map.of("client_id", "signet")), OAuthError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic | INVALID_CLIENT",
                "Basic !!! | INVALID_CLIENT",
                "Basic YWJj | INVALID_CLIENT",
                "Basic YWJjOg=== | INVALID_CLIENT",
                "Basic YTpi YTpi | INVALID_CLIENT",
                "Bearer abc | INVALID_CLIENT",
                "Digest username=x | INVALID_CLIENT",
                "YTpi | INVALID_CLIENT",
                // %zz:b and a:% and a:ä in Latin-1
                "Basic JXp6OmI= | INVALID_REQUEST",
                "Basic YTol | INVALID_REQUEST",
                "Basic YTrk | INVALID_REQUEST",
            })
    void malformedHeaderIsRefused(String header, OAuthError error) {
        assertRefused(
                form().header("Authorization", header)
                        .formParam("grant_type", "client_credentials")
                        .post(TOKEN),
                error);
    }

    @Test
    void schemeMayBeWrittenInAnyCase() {
        TestClient client = TestClients.confidential().create();
        form().header("Authorization", basic(client.id(), client.secret()).replace("Basic", "bAsIc"))
                .formParam("grant_type", "client_credentials")
                .post(TOKEN)
                .then()
                .statusCode(200);
    }

    @Test
    void twoSecretsAreValidSoThatOneCanBeExchanged() {
        TestClient client = TestClients.confidential().create();
        TestClient second = rotated(client);
        accessToken(client);
        accessToken(second);
        TestClient third = rotated(client);
        assertRefused(clientCredentials(client, Map.of()), OAuthError.INVALID_CLIENT);
        accessToken(second);
        accessToken(third);
        String earlier = bearer(adminToken())
                .get(secretsOf(client))
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("items[0].id");
        bearer(adminToken()).delete(secretsOf(client) + "/" + earlier).then().statusCode(204);
        assertRefused(clientCredentials(second, Map.of()), OAuthError.INVALID_CLIENT);
        accessToken(third);
        bearer(adminToken()).delete(secretsOf(client) + "/" + earlier).then().statusCode(404);
    }

    @Test
    void lastUseOfASecretIsShownOnceItIsWrittenDown() {
        TestClient client = TestClients.confidential().create();
        bearer(adminToken()).get(secretsOf(client)).then().body("items[0].lastUsedAt", nullValue());
        accessToken(client);
        uses.write();
        bearer(adminToken()).get(secretsOf(client)).then().body("items[0].lastUsedAt", notNullValue());
    }

    @Test
    void secretIsInNoTextOfOurs() {
        TestClient client = TestClients.confidential().create();
        assertThat(client.secret()).startsWith("scs1_").hasSizeGreaterThan(40);
        for (String path : List.of("", "/secrets")) {
            assertThat(bearer(adminToken())
                            .get("/api/admin/clients/" + client.id() + path)
                            .asString())
                    .doesNotContain(client.secret())
                    .doesNotContain("hash");
        }
    }

    @Test
    void introspectionAndRevocationAskForTheSameProof() {
        TestClient client = TestClients.confidential().create();
        assertRefused(
                by(new TestClient(client.id(), "wrong")).formParam("token", "x").post(INTROSPECT),
                OAuthError.INVALID_CLIENT);
        by(client).formParam("token", "x").post(INTROSPECT).then().body("active", equalTo(false));
    }

    private static TestClient rotated(TestClient client) {
        return new TestClient(
                client.id(),
                bearer(adminToken())
                        .post("/api/admin/clients/" + client.id() + "/secret")
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .extract()
                        .path("clientSecret"));
    }

    private static String secretsOf(TestClient client) {
        return "/api/admin/clients/" + client.id() + "/secrets";
    }

    private static RequestSpecification naming(String id) {
        return form().formParam("grant_type", "client_credentials").formParam("client_id", id);
    }

    private static RequestSpecification posting(TestClient client) {
        return naming(client.id()).formParam("client_secret", client.secret());
    }
}
