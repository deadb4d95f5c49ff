package dev.signet.attack;

import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.by;
import static dev.signet.testsupport.OAuthApi.introspect;
import static dev.signet.testsupport.OAuthApi.revoke;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.Payload;
import dev.signet.base.protocol.OAuthError;
import dev.signet.testsupport.ContractCheck;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token may be as strange as it likes, even one that we signed: what reads it never fails. */
@QuarkusTest
class StrangeTokenTest {
    private static final int PAYLOAD = 1;

    @Inject
    TokenForge forge;

    private TestClient client;
    private String caller;
    private String token;
    private Mutations mutations;

    @BeforeEach
    void goodTokens() {
        client = TestClients.confidential().create();
        caller = forge.of(forge.lastingClaims());
        token = forge.of(clientsClaims());
        mutations = new Mutations(token, caller);
    }

    /** So that the client may have them ended. */
    private Map<String, Object> clientsClaims() {
        Map<String, Object> claims = forge.lastingClaims();
        claims.put("client_id", client.id());
        return claims;
    }

    private Response explain(String text) {
        return bearer(caller)
                .contentType(ContentType.JSON)
                .body(Map.of("token", text))
                .post("/api/tokens/explain");
    }

    private void isExplainedAsRefused(String text) {
        Response answer = explain(text);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Boolean>path("accepted")).isFalse();
    }

    private void isNothingToClients(String text) {
        Response introspected = introspect(client, text);
        Response revoked = revoke(client, text);
        if (text.isEmpty()) {
            assertRefused(introspected, OAuthError.INVALID_REQUEST);
            assertRefused(revoked, OAuthError.INVALID_REQUEST);
        } else {
            assertThat(introspected.asString()).isEqualTo("{\"active\":false}");
            assertThat(revoked.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headerAloneIsExplained() {
        isExplainedAsRefused(token.split("\\.")[0]);
    }

    @Test
    void everyMutationIsExplained() {
        Trials.of(Trials.BY_CONTRACT, token, mutations.all(), this::isExplainedAsRefused);
    }

    @Test
    void noMutationIsAnythingToClients() {
        Trials.of(Trials.BY_CONTRACT, token, mutations.all(), this::isNothingToClients);
    }

    /** Our sessions have identifiers that are UUIDs, and these are nobody's. */
    @ParameterizedTest
    @MethodSource("strangeNames")
    void logOutOfWhatCannotBeEndsTheTokenAtLeast(String name) {
        logOut(forge.with(claims -> claims.put("sid", name)));
        logOut(forge.with(claims -> {
            claims.remove("sid");
            claims.put("jti", name);
        }));
    }

    private static Stream<String> strangeNames() {
        return Stream.of("no UUID", " ", "\u202e\ud83d\ude00", "'; drop table revocation; --", "x".repeat(3000));
    }

    private static void logOut(String strange) {
        assertThat(unchecked(bearer(strange)).get("/api/me").statusCode()).isEqualTo(200);
        logout(strange).then().statusCode(204);
        me(strange).then().statusCode(401);
    }

    @Test
    void numberBeyondAllNumbersMakesNothingFailInAnyClaim() {
        for (String number : new String[] {"1e400", "-1e400", "1" + "0".repeat(400)}) {
            isReadWithoutFailing("{\"x\":" + number + ",");
            isReadWithoutFailing("{\"x\":[{\"y\":" + number + "}],");
        }
    }

    private void isReadWithoutFailing(String start) {
        String claims = new Payload(clientsClaims()).toString();
        isReadWithoutFailing((start + claims.substring(1)).getBytes(StandardCharsets.UTF_8));
    }

    /** A claim that has a meaning, of each type that JSON has, its own among them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "act",
                "acr",
                "address",
                "amr",
                "auth_time",
                "azp",
                "birthdate",
                "c_hash",
                "client_id",
                "cnf",
                "email_verified",
                "entitlements",
                "groups",
                "may_act",
                "nonce",
                "roles",
                "scope",
                "sid",
                "sub_jwk",
                "updated_at",
                "upn"
            })
    void claimOfAnotherTypeMakesNothingFail(String claim) {
        for (String value : List.of(
                "null",
                "true",
                "-1",
                "1.5",
                "\"\"",
                "\"x\"",
                "[]",
                "[1]",
                "[\"x\"]",
                "{}",
                "{\"sub\":7}",
                "{\"sub\":{\"act\":[]}}")) {
            Map<String, Object> others = clientsClaims();
            others.remove(claim);
            String claims = "{\"" + claim + "\":" + value + ","
                    + new Payload(others).toString().substring(1);
            isReadWithoutFailing(claims.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Where even the signature is ours, a claim that nobody asks for may be anything. */
    @Test
    void strangeClaimsThatWeSignedMakeNothingFail() {
        Trials.of(Trials.BY_CONTRACT, token, mutations.changed(PAYLOAD), this::isReadWithoutFailing);
    }

    private void isReadWithoutFailing(byte[] claims) {
        String strange = forge.signed(forge.header().build().toString(), claims);
        assertThat(unchecked(bearer(strange)).get("/api/me").statusCode()).isIn(200, 401);
        assertThat(explain(strange).statusCode()).isEqualTo(200);
        assertThat(unchecked(by(client))
                        .formParam("token", strange)
                        .post(OAuthApi.INTROSPECT)
                        .statusCode())
                .isEqualTo(200);
        assertThat(unchecked(bearer(strange)).post("/api/logout").statusCode()).isIn(204, 401);
        assertThat(revoke(client, strange).statusCode()).isEqualTo(200);
        assertThat(me(strange).statusCode()).isEqualTo(401);
    }

    /** What nobody issues is not in the contract either. */
    private static RequestSpecification unchecked(RequestSpecification request) {
        return request.noFiltersOfType(ContractCheck.class);
    }
}
