package dev.signet.token.key;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.ForgedCursors;
import dev.signet.token.keystore.KeyFacts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request about keys is refused, names what is wrong with it, and changes no key. */
@QuarkusTest
class BadKeyRequestTest {
    @Inject
    Keys keys;

    private static Response post(String path, Object body) {
        return bearer(adminToken()).contentType(ContentType.JSON).body(body).post("/api/admin/keys" + path);
    }

    @Test
    void cursorThatWasChangedIsNone() {
        String token = adminToken();
        String next = bearer(token).get("/api/admin/keys?limit=1").path("next");
        ForgedCursors.areRefused(
                next, cursor -> bearer(token).queryParam("cursor", cursor).get("/api/admin/keys"));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 201", "limit, 1000000000", "limit, abc", "cursor, !!", "cursor, YWJj"})
    void parameterOutOfBoundsIsNamed(String parameter, String value) {
        bearer(adminToken())
                .queryParam(parameter, value)
                .get("/api/admin/keys")
                .then()
                .statusCode(400)
                .body("violations.field", contains(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%ff", "%ED%A0%80", "..%2fkeys", "%27%20or%201=1", "%25"})
    void whatIsNoKeyIsNotFound(String unknown) {
        List<KeyFacts> before = keys.ring().facts();
        var raw = given().urlEncodingEnabled(false).header("Authorization", "Bearer " + adminToken());
        raw.get("/api/admin/keys/" + unknown).then().statusCode(404).contentType("application/problem+json");
        raw.post("/api/admin/keys/" + unknown + "/withdraw").then().statusCode(404);
        assertThat(keys.ring().facts()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "/rotate; {\"algorithm\": \"HS256\"}; algorithm",
                "/rotate; {\"algorithm\": \"\"}; algorithm",
                "/rotate; {\"algorithm\": 256}; algorithm",
                "/rotate; {\"algorithm\": [\"ES256\"]}; algorithm",
                "/rotate; {\"kid\": \"x\"}; kid",
                "/import; {\"pem\": 1}; pem",
                "/import; {\"jwk\": {\"kty\": \"EC\"}}; jwk",
                "/import; {\"pkcs12\": []}; pkcs12",
                "/import; {\"pem\": \"x\", \"passphrase\": 1}; passphrase",
                "/import; {\"pem\": \"x\", \"algorithm\": true}; algorithm",
                "/import; {\"pem\": \"x\", \"kid\": \"x\"}; kid"
            })
    void requestThatBreaksARuleIsRefusedAndSaysWhichMember(String path, String body, String field) {
        List<KeyFacts> before = keys.ring().facts();
        post(path, body)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", contains(field));
        assertThat(keys.ring().facts()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pem\": null}",
                "{\"jwk\": \"\"}",
                "{\"algorithm\": \"ES256\"}",
                "{\"pem\": \"x\", \"jwk\": \"{}\"}",
                "{\"pem\": \"x\", \"pkcs12\": \"eA\"}",
                "{\"pem\": \"x\", \"jwk\": \"{}\", \"pkcs12\": \"eA\"}"
            })
    void whatIsNotOneKeyIsNotImported(String body) {
        List<KeyFacts> before = keys.ring().facts();
        post("/import", body).then().statusCode(400).body("type", equalTo("urn:signet:problem:key-refused"));
        assertThat(keys.ring().facts()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"/import, null", "/import, []", "/import, ''", "/rotate, []", "/rotate, '\"ES256\"'"})
    void whatIsNoObjectIsRefused(String path, String body) {
        List<KeyFacts> before = keys.ring().facts();
        post(path, body).then().statusCode(400).contentType("application/problem+json");
        assertThat(keys.ring().facts()).isEqualTo(before);
    }
}
