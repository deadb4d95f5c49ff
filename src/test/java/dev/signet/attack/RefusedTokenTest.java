package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.me;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no token of ours, or no longer, is refused with the contract's error object. */
@QuarkusTest
class RefusedTokenTest {
    @Inject
    TokenForge forge;

    @Inject
    MutableClock clock;

    private static ValidatableResponse refused(String token, String name, String message) {
        return me(token)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"" + message + "\"")
                .body("type", equalTo("urn:signet:problem:invalid-token"))
                .body("status", equalTo(401))
                .body("instance", equalTo("/api/me"))
                .body("detail", not(emptyOrNullString()))
                .body("name", equalTo(name))
                .body("message", equalTo(message));
    }

    private static void invalid(String token, String message) {
        refused(token, "JsonWebTokenError", message);
    }

    @Test
    void forgedTokenIsOtherwiseAccepted() {
        me(forge.with(claims -> {})).then().statusCode(200);
    }

    @Test
    void withoutATokenNoErrorCodeIsGiven() {
        for (String value : new String[] {"", "Bearer", "Bearer ", "Basic YTpi"}) {
            given().header("Authorization", value)
                    .get("/api/me")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:signet:problem:token-required"))
                    .body("name", nullValue());
        }
    }

    @Test
    void expiredTokenSaysSince() {
        String token = adminToken();
        me(token).then().statusCode(200);
        clock.advance(Duration.ofMinutes(10));
        int exp = new Payload(Base64URL.from(token.split("\\.")[1]))
                                .toJSONObject()
                                .get("exp")
                        instanceof Number n
                ? n.intValue()
                : 0;
        refused(token, "TokenExpiredError", "jwt expired").body("expiredAt", equalTo(exp));
    }

    @Test
    void tokenIsExpiredInTheSecondOfItsExp() {
        long now = clock.instant().getEpochSecond();
        refused(forge.with(claims -> claims.put("exp", now)), "TokenExpiredError", "jwt expired");
    }

    @Test
    void tokenBeforeItsTimeSaysFromWhen() {
        int nbf = (int) clock.instant().getEpochSecond() + 300;
        refused(forge.with(claims -> claims.put("nbf", nbf)), "NotBeforeError", "jwt not active")
                .body("date", equalTo(nbf));
    }

    @Test
    void otherIssuerAudienceAndTypeAreRefused() {
        invalid(forge.with(claims -> claims.put("iss", "https://other.example")), "jwt issuer invalid");
        invalid(forge.with(claims -> claims.remove("iss")), "jwt issuer invalid");
        invalid(forge.with(claims -> claims.put("aud", "other")), "jwt audience invalid");
        invalid(forge.with(claims -> claims.put("aud", List.of("other", "signet2"))), "jwt audience invalid");
        invalid(forge.with(claims -> claims.remove("aud")), "jwt audience invalid");
        for (String type : new String[] {"JWT", "dpop+jwt", "rt+jwt"}) {
            var header = forge.header().type(new JOSEObjectType(type)).build();
            invalid(forge.sign(new Payload(forge.claims()), header, forge.privateKey()), "invalid token type");
        }
        var untyped = forge.header().type(null).build();
        invalid(forge.sign(new Payload(forge.claims()), untyped, forge.privateKey()), "invalid token type");
    }

    @Test
    void audienceAmongOthersIsAccepted() {
        me(forge.with(claims -> claims.put("aud", List.of("other", "signet"))))
                .then()
                .statusCode(200);
    }

    @Test
    void strangersSignatureIsRefusedUnderOurNameAndUnderTheirs() throws Exception {
        var stranger = new ECKeyGenerator(Curve.P_256).generate().toECPrivateKey();
        Payload payload = new Payload(forge.claims());
        invalid(forge.sign(payload, forge.header().build(), stranger), "invalid signature");
        invalid(forge.sign(payload, forge.header().keyID("their-key").build(), stranger), "unknown signing key");
        invalid(forge.sign(payload, forge.header().keyID(null).build(), stranger), "unknown signing key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' or '1'='1", "a\u0000b"})
    void hostileKeyIdIsOnlyAnUnknownOne(String kid) {
        var header = forge.header().keyID(kid).build();
        invalid(forge.sign(new Payload(forge.claims()), header, forge.privateKey()), "unknown signing key");
    }

    @Test
    void keysInTheHeaderAreIgnored() throws Exception {
        var stranger = new ECKeyGenerator(Curve.P_256).generate();
        var header = forge.header()
                .keyID(null)
                .jwk(stranger.toPublicJWK())
                .jwkURL(java.net.URI.create("http://localhost:1/jwks"))
                .build();
        invalid(forge.sign(new Payload(forge.claims()), header, stranger.toECPrivateKey()), "unknown signing key");
    }

    static List<String> unsigned() {
        return List.of(
                segment("{\"alg\":\"none\"}") + "." + segment("{\"sub\":\"x\"}") + ".",
                segment("{\"alg\":\"nOnE\"}") + "." + segment("{\"sub\":\"x\"}") + ".");
    }

    @ParameterizedTest
    @MethodSource("unsigned")
    void unsignedTokenIsRefused(String token) {
        invalid(token, "jwt signature is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "ES384", "es256", ""})
    void otherAlgorithmIsRefused(String alg) {
        String[] parts = forge.with(claims -> {}).split("\\.");
        String header = segment("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\",\"kid\":\""
                + forge.key().kid() + "\"}");
        invalid(header + "." + parts[1] + "." + parts[2], "invalid algorithm");
    }

    @Test
    void changedSignatureIsRefused() {
        String[] parts = forge.with(claims -> {}).split("\\.");
        byte[] signature = Base64URL.from(parts[2]).decode();
        String start = parts[0] + "." + parts[1] + ".";

        byte[] flipped = signature.clone();
        flipped[10] ^= 1;
        invalid(start + Base64URL.encode(flipped), "invalid signature");
        invalid(start + Base64URL.encode(new byte[64]), "invalid signature");
        invalid(start + Base64URL.encode(java.util.Arrays.copyOf(signature, 63)), "invalid signature");
        invalid(start + Base64URL.encode(java.util.Arrays.copyOf(signature, 65)), "invalid signature");
        invalid(start + Base64URL.encode(new byte[] {0x30, 0x06, 2, 1, 1, 2, 1, 1}), "invalid signature");
    }

    @Test
    void changedClaimIsRefused() {
        String[] parts = forge.with(claims -> {}).split("\\.");
        String claims = segment(new Payload(Base64URL.from(parts[1])).toString().replace("forged", "admin!"));
        invalid(parts[0] + "." + claims + "." + parts[2], "invalid signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b", "a.b.c.d", "a.b.c.d.e", "..", "...", "a..c", ".b.c"})
    void whatHasNoThreePartsIsMalformed(String token) {
        invalid(token, "jwt malformed");
    }

    @Test
    void base64UrlIsTakenStrictly() {
        String token = forge.with(claims -> {});
        invalid(token + "=", "jwt malformed");
        invalid(token.replaceFirst("\\.", "=."), "jwt malformed");
        String[] parts = token.split("\\.");
        // the last character of a 64-byte signature has four bits that count for nothing
        char last = parts[2].charAt(85);
        char next = (char) (last + 1);
        invalid(token.substring(0, token.length() - 1) + next, "jwt malformed");
        invalid(
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 40) + "+" + parts[2].substring(41),
                "jwt malformed");
    }

    @Test
    void oversizedTokenIsRefusedUnread() {
        invalid(forge.with(claims -> claims.put("filler", "x".repeat(8000))), "jwt malformed");
    }

    @Test
    void headerWeDoNotUnderstandWhollyIsRefused() {
        String[] parts = forge.with(claims -> {}).split("\\.");
        for (String member :
                new String[] {"\"crit\":null", "\"crit\":[\"b64\"],\"b64\":false", "\"crit\":[]", "\"zip\":\"DEF\""}) {
            String header = segment("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\""
                    + forge.key().kid() + "\"," + member + "}");
            invalid(header + "." + parts[1] + "." + parts[2], "invalid token");
        }
        invalid(segment("{\"alg\":\"ES256\",\"alg\":\"ES256\"}") + "." + parts[1] + "." + parts[2], "invalid token");
        byte[] noUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        invalid(Base64URL.encode(noUtf8) + "." + parts[1] + "." + parts[2], "invalid token");
        invalid(segment("[]") + "." + parts[1] + "." + parts[2], "invalid token");
        invalid(segment("no json") + "." + parts[1] + "." + parts[2], "invalid token");
    }

    @Test
    void datesMustBeSaneNumbers() {
        for (Object exp : new Object[] {"9999999999", true, -1, 1e300, List.of(1)}) {
            invalid(forge.with(claims -> claims.put("exp", exp)), "invalid exp value");
        }
        invalid(forge.with(claims -> claims.remove("exp")), "invalid exp value");
        invalid(forge.with(claims -> claims.put("nbf", "0")), "invalid nbf value");
        invalid(forge.with(claims -> claims.put("iat", "0")), "invalid iat value");
    }

    @Test
    void claimsMustHaveTheirTypes() {
        invalid(forge.with(claims -> claims.put("groups", "admin")), "invalid groups value");
        invalid(forge.with(claims -> claims.put("groups", List.of("admin", 1))), "invalid groups value");
        invalid(forge.with(claims -> claims.put("groups", Map.of("admin", true))), "invalid groups value");
        invalid(forge.with(claims -> claims.put("scope", List.of("api"))), "invalid scope value");
        invalid(forge.with(claims -> claims.put("sub", 1)), "invalid sub value");
        invalid(forge.with(claims -> claims.remove("sub")), "invalid sub value");
        invalid(forge.with(claims -> claims.remove("jti")), "invalid jti value");
    }

    @Test
    void payloadMustBeAJsonObject() {
        for (String payload : new String[] {"[]", "text", "{\"sub\":\"a\",\"sub\":\"b\"}"}) {
            invalid(forge.sign(new Payload(payload), forge.header().build(), forge.privateKey()), "invalid token");
        }
        byte[] noUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        invalid(forge.sign(new Payload(noUtf8), forge.header().build(), forge.privateKey()), "invalid token");
    }

    @Test
    void twoAuthorizationHeadersAreAmbiguous() {
        String token = adminToken();
        bearer(token)
                .header("Authorization", "Bearer " + token)
                .get("/api/me")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void tokenInTheUrlIsRefused() {
        given().queryParam("access_token", adminToken())
                .get("/api/me")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private static String segment(String json) {
        return Base64URL.encode(json).toString();
    }
}
