package dev.signet.session.mint;

import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever wonders why a token is refused is told, check by check. */
@QuarkusTest
class ExplainTest {
    private static final List<String> CHECKS = List.of(
            "structure",
            "header",
            "algorithm",
            "key",
            "signature",
            "type",
            "payload",
            "not-before",
            "expiry",
            "issuer",
            "audience",
            "claims",
            "max-age",
            "revoked");

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    TokenForge forge;

    private String caller;
    private String token;

    @BeforeEach
    void twoUsers() {
        caller = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD))
                .accessToken();
        token = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD))
                .accessToken();
    }

    private ValidatableResponse explain(Map<String, ?> body) {
        return bearer(caller)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/tokens/explain")
                .then();
    }

    private ValidatableResponse explain(String text) {
        return explain(Map.of("token", text)).statusCode(200);
    }

    private static String segment(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goodTokenPassesEveryCheckInTheirOrder() {
        explain(token)
                .header("Cache-Control", "no-store")
                .body("accepted", equalTo(true))
                .body("header.typ", equalTo("at+jwt"))
                .body("claims.iss", equalTo("http://localhost:8080"))
                .body("checks.check", equalTo(CHECKS))
                .body("checks.passed.unique()", contains(true))
                .body("checks.message.unique()", contains(nullValue()))
                .body("checks.advice", org.hamcrest.Matchers.everyItem(notNullValue()));
    }

    @Test
    void expiredTokenFailsOneCheckAndSaysWhen() {
        clock.advance(Duration.ofMinutes(10));
        caller = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD))
                .accessToken();
        explain(token)
                .body("accepted", equalTo(false))
                .body("checks.findAll { it.passed == false }.check", contains("expiry"))
                .body("checks.find { it.check == 'expiry' }.message", equalTo("jwt expired"))
                .body("checks.find { it.check == 'expiry' }.actual", notNullValue());
    }

    @Test
    void datesAreJudgedAtTheTimeThatIsAskedFor() {
        long later = clock.instant().plus(Duration.ofHours(1)).getEpochSecond();
        explain(Map.of(
                        "token",
                        token,
                        "at",
                        clock.instant().plus(Duration.ofHours(1)).toString()))
                .statusCode(200)
                .body("checks.findAll { it.passed == false }.check", contains("expiry"));
        explain(Map.of("token", token, "at", later))
                .statusCode(200)
                .body("checks.findAll { it.passed == false }.check", contains("expiry"));
    }

    @Test
    void audienceCanBeAnother() {
        explain(Map.of("token", token, "audience", "orders"))
                .statusCode(200)
                .body("checks.findAll { it.passed == false }.check", contains("audience"))
                .body("checks.find { it.check == 'audience' }.expected", equalTo("orders"))
                .body("checks.find { it.check == 'audience' }.actual", equalTo("signet"));
    }

    @Test
    void revokedTokenIsToldFromAGoodOne() {
        logout(token);
        explain(token)
                .body("accepted", equalTo(false))
                .body("checks.findAll { it.passed == false }.check", contains("revoked"))
                .body("checks.find { it.check == 'revoked' }.message", equalTo("jwt revoked"));
    }

    @Test
    void tokenOfAnotherIssuerIsLookedIntoAsFarAsPossible() {
        String other = segment("{\"alg\":\"RS256\",\"kid\":\"theirs\",\"typ\":\"JWT\"}") + "."
                + segment("{\"iss\":\"https://other.example\",\"sub\":\"x\",\"exp\":1}") + "." + segment("signature");
        explain(other)
                .body("accepted", equalTo(false))
                .body("header.kid", equalTo("theirs"))
                .body("claims.iss", equalTo("https://other.example"))
                .body("checks.find { it.check == 'key' }.passed", equalTo(false))
                .body("checks.find { it.check == 'key' }.message", equalTo("unknown signing key"))
                .body("checks.find { it.check == 'signature' }.passed", nullValue())
                .body("checks.find { it.check == 'issuer' }.passed", equalTo(false))
                .body("checks.find { it.check == 'issuer' }.actual", equalTo("https://other.example"))
                .body("checks.find { it.check == 'revoked' }.passed", nullValue());
    }

    @Test
    void idTokenOfOurOwnKeyFailsByItsTypeAlone() {
        explain(forge.underTyped("\"JWT\""))
                .body("accepted", equalTo(false))
                .body("checks.findAll { it.passed == false }.check", contains("type"));
    }

    @Test
    void encryptedTokenFailsByItsStructure() throws Exception {
        JWEObject encrypted =
                new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(forge.claims()));
        encrypted.encrypt(new DirectEncrypter(new byte[32]));
        explain(encrypted.serialize())
                .body("accepted", equalTo(false))
                .body("header.enc", equalTo("A256GCM"))
                .body("claims", nullValue())
                .body("checks.find { it.check == 'structure' }.passed", equalTo(false))
                .body("checks.find { it.check == 'signature' }.passed", nullValue());
    }

    @Test
    void forgedTokenTellsNothingOfAnybodysSession() {
        logout(token);
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + segment("x".repeat(64));
        explain(forged).body("checks.find { it.check == 'revoked' }.passed", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no token",
                "a.b",
                "....",
                "eyJhbGciOiJub25lIn0.e30.",
                "a.b.c.d.e",
                "\u0000\ud83d\ude00\u202e"
            })
    void textThatIsNoTokenIsExplainedToo(String text) {
        explain(text)
                .body("accepted", equalTo(false))
                .body("checks.check", equalTo(CHECKS))
                .body("checks.find { it.check == 'structure' }.passed", equalTo(false));
    }

    @Test
    void longTextIsExplainedWithoutBeingTakenApart() {
        explain(".".repeat(60_000)).body("checks.find { it.check == 'structure' }.passed", equalTo(false));
        bearer(caller)
                .contentType(ContentType.JSON)
                .body(Map.of("token", ".".repeat(65_536)))
                .post("/api/tokens/explain")
                .then()
                .statusCode(413);
    }

    @Test
    void payloadThatIsNoJsonIsToldFromOneThatIs() {
        String header = token.substring(0, token.indexOf('.'));
        explain(header + "." + segment("no json") + "." + segment("x"))
                .body("claims", nullValue())
                .body("checks.find { it.check == 'payload' }.passed", equalTo(false))
                .body("checks.find { it.check == 'expiry' }.passed", nullValue());
    }

    @Test
    void tokenIsNotLogged() {
        try (LogLines log = new LogLines("")) {
            explain(token);
            assertThat(log.with(token.substring(0, 40))).isEmpty();
        }
    }

    @Test
    void explainingTakesABearerAndAWholeRequest() {
        io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post("/api/tokens/explain")
                .then()
                .statusCode(401);
        explain(Map.of()).statusCode(400);
        explain(Map.of("token", token, "at", "yesterday")).statusCode(400);
        explain(Map.of("token", token, "audience", "")).statusCode(400);
        explain(Map.of("token", token, "at", "+1000000000-12-31T23:59:59Z")).statusCode(400);
        for (Object none : List.of("", "2026-11-26", -1, 1.5, true, List.of(1), Long.MAX_VALUE)) {
            explain(Map.of("token", token, "at", none)).statusCode(400).body("violations[0].field", equalTo("at"));
        }
        bearer(caller)
                .contentType(ContentType.JSON)
                .body("{\"token\": \"x\", \"at\": 1e400}")
                .post("/api/tokens/explain")
                .then()
                .statusCode(400);
        explain(Map.of("token", token, "at", "2026-11-26T09:00:00.5+01:00")).statusCode(200);
        explain(Map.of("token", token, "unknown", true)).statusCode(400);
    }
}
