package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Check;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements 6 and 7: what a token must say, of which type, and for whom (RFC 8725 sections 3.8 to 3.12, RFC 9068 section 4). */
@QuarkusTest
class ClaimsTest {
    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @Inject
    MutableClock clock;

    private void refuses(String claim, Object value, Check check, String message) {
        door.refuses(forge.with(claims -> claims.put(claim, value)), check, message);
    }

    private void refusesWithout(String claim, Check check, String message) {
        door.refuses(forge.with(claims -> claims.remove(claim)), check, message);
    }

    /** Written into the payload as it is: most of what is tried no library would write. */
    private void refusesWritten(String claim, String json, Check check, String message) {
        Map<String, Object> claims = forge.claims();
        claims.remove(claim);
        String others = new Payload(claims).toString();
        String payload = "{\"" + claim + "\":" + json + "," + others.substring(1);
        door.refuses(
                forge.signed(forge.header().build().toString(), payload.getBytes(StandardCharsets.UTF_8)),
                check,
                message);
    }

    @Test
    void forgedTokenIsOtherwiseAccepted() {
        door.accepts(forge.with(claims -> {}));
    }

    @Test
    void expiredTokenSaysSince() {
        String token = adminToken();
        door.accepts(token);
        clock.advance(Duration.ofMinutes(10));
        Number exp = (Number) new Payload(Base64URL.from(token.split("\\.")[1]))
                .toJSONObject()
                .get("exp");
        assertThat(door.refuses(token, Check.EXPIRY, "TokenExpiredError", "jwt expired"))
                .containsEntry("expiredAt", exp.intValue());
    }

    @Test
    void tokenIsExpiredInTheSecondOfItsExpAndLongAfter() {
        long now = clock.instant().getEpochSecond();
        for (Object exp : new Object[] {now, now - 1, 0, -0.0, now - 0.5}) {
            door.refuses(
                    forge.with(claims -> claims.put("exp", exp)), Check.EXPIRY, "TokenExpiredError", "jwt expired");
        }
    }

    /** Such as was handed out when tokens lived longer: what revokes it is not kept for as long. */
    @Test
    void tokenThatLivesLongerThanAnyMayIsExpiredWhenAllOthersAre() {
        int now = (int) clock.instant().getEpochSecond();
        int day = (int) Duration.ofDays(1).toSeconds();
        String token = forge.with(claims -> {
            claims.put("iat", now - day + 60);
            claims.put("exp", now + day);
        });
        door.accepts(token);
        clock.advance(Duration.ofMinutes(1));
        assertThat(door.refuses(token, Check.MAX_AGE, "TokenExpiredError", "maxAge exceeded"))
                .containsEntry("expiredAt", now + 60);
    }

    @Test
    void tokenBeforeItsTimeSaysFromWhen() {
        int nbf = (int) clock.instant().getEpochSecond() + 300;
        String token = forge.with(claims -> claims.put("nbf", nbf));
        assertThat(door.refuses(token, Check.NOT_BEFORE, "NotBeforeError", "jwt not active"))
                .containsEntry("date", nbf);
    }

    /** MicroProfile JWT 2.1. */
    @Test
    void tokenThatWasIssuedAfterItsEndIsRefused() {
        long exp = clock.instant().getEpochSecond() + 600;
        refuses("iat", exp + 1, Check.CLAIMS, "invalid iat value");
        door.accepts(forge.with(claims -> claims.put("iat", exp)));
    }

    @Test
    void tokenThatNeverExpiresIsRefused() {
        refusesWithout("exp", Check.EXPIRY, "invalid exp value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"9999999999\"",
                "true",
                "null",
                "-1",
                "-1e300",
                "1e300",
                "1e400",
                "-1e400",
                "99999999999999999999999999",
                "253402300801",
                "[9999999999]",
                "{\"$date\":1}",
                "\"2999-01-01T00:00:00Z\""
            })
    void dateMustBeASaneNumber(String json) {
        refusesWritten("exp", json, Check.EXPIRY, "invalid exp value");
        refusesWritten("nbf", json, Check.NOT_BEFORE, "invalid nbf value");
        refusesWritten("iat", json, Check.CLAIMS, "invalid iat value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "[{\"y\":1e400}]"})
    void claimThatIsBeyondAllNumbersIsRefusedThoughNobodyAsksForIt(String json) {
        refusesWritten("x", json, Check.CLAIMS, "invalid token");
    }

    @Test
    void issuerIsRequiredAndComparedExactly() {
        refusesWithout("iss", Check.ISSUER, "jwt issuer invalid");
        String ours = TestServer.ISSUER;
        for (Object issuer : List.of(
                "https://other.example",
                ours + "/",
                ours.toUpperCase(java.util.Locale.ROOT),
                ours + "\u0000",
                " " + ours,
                "",
                1,
                List.of(ours),
                Map.of(ours, ours))) {
            refuses("iss", issuer, Check.ISSUER, "jwt issuer invalid");
        }
    }

    @Test
    void audienceIsRequiredAndComparedExactly() {
        door.accepts(forge.with(claims -> claims.put("aud", List.of("other", "signet"))));
        refusesWithout("aud", Check.AUDIENCE, "jwt audience invalid");
        for (Object audience : List.of(
                "other",
                "Signet",
                "signet ",
                "signet,other",
                "",
                "*",
                1,
                List.of(),
                List.of("other", "signet2"),
                List.of(List.of("signet")),
                List.of("signet", 1),
                Map.of("signet", "signet"))) {
            refuses("aud", audience, Check.AUDIENCE, "jwt audience invalid");
        }
        refusesWritten("aud", "[\"signet\",null]", Check.AUDIENCE, "jwt audience invalid");
        refuses("aud", List.of("signet", ""), Check.CLAIMS, "invalid aud value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JWT",
                "jwt",
                "dpop+jwt",
                "rt+jwt",
                "logout+jwt",
                "secevent+jwt",
                "at jwt",
                "at+jwt ",
                "at+jwt;x=1",
                "application/application/at+jwt",
                "",
                "application/"
            })
    void otherKindOfTokenIsNoAccessToken(String type) {
        door.refuses(forge.underTyped("\"" + type + "\""), Check.TYPE, "invalid token type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[\"at+jwt\"]", "{\"at+jwt\":1}"})
    void typeMustBeText(String json) {
        door.refuses(forge.underTyped(json), Check.TYPE, "invalid token type");
    }

    @Test
    void tokenWithoutATypeIsRefused() {
        var header = forge.header().type(null).build();
        door.refuses(
                forge.sign(new Payload(forge.claims()), header, forge.privateKey()), Check.TYPE, "invalid token type");
        var ours = forge.header().type(new JOSEObjectType("application/AT+JWT")).build();
        door.accepts(forge.sign(new Payload(forge.claims()), ours, forge.privateKey()));
    }

    @Test
    void rolesAreAnArrayOfStrings() {
        for (Object groups :
                List.of("admin", 1, true, Map.of("admin", true), List.of("admin", 1), List.of(List.of("admin")))) {
            refuses("groups", groups, Check.CLAIMS, "invalid groups value");
        }
        refuses("groups", null, Check.CLAIMS, "invalid groups value");
    }

    @Test
    void otherClaimsHaveTheirTypesToo() {
        for (String claim : List.of("scope", "client_id", "sid", "upn", "sub", "jti")) {
            for (Object value : List.of(1, true, List.of("a"), Map.of("a", "b"))) {
                refuses(claim, value, Check.CLAIMS, "invalid " + claim + " value");
            }
            refuses(claim, null, Check.CLAIMS, "invalid " + claim + " value");
        }
        for (String claim : List.of("sub", "client_id", "jti", "iat")) {
            refusesWithout(claim, Check.CLAIMS, "invalid " + claim + " value");
        }
        for (Object actor : List.of("somebody", 1, List.of(Map.of("sub", "somebody")))) {
            refuses("act", actor, Check.CLAIMS, "invalid act value");
        }
        for (String claim : List.of("sub", "client_id", "jti", "sid")) {
            refuses(claim, "", Check.CLAIMS, "invalid " + claim + " value");
            // it could not be written down that it was revoked
            refuses(claim, "a\u0000b", Check.CLAIMS, "invalid " + claim + " value");
        }
    }

    private static final List<Object> NO_TEXT = List.of(1, true, List.of("a"), Map.of("a", "b"));
    private static final List<Object> NO_DATE = List.of("1700000000", true, -1, List.of(1), Map.of("a", 1));
    private static final List<Object> NO_OBJECT = List.of("a", 1, true, List.of(Map.of("sub", "a")));
    private static final List<Object> NO_STRINGS = List.of("a", 1, Map.of("a", "b"), List.of(1), List.of(List.of("a")));

    /** RFC 9068 section 2.2, RFC 8693 section 4, RFC 7800, OpenID Connect Core sections 2 and 5.1. */
    static Stream<Arguments> claimsOfOtherTypes() {
        return Stream.of(
                arguments("auth_time", NO_DATE),
                arguments("updated_at", NO_DATE),
                arguments("acr", NO_TEXT),
                arguments("azp", NO_TEXT),
                arguments("nonce", NO_TEXT),
                arguments("name", NO_TEXT),
                arguments("email", NO_TEXT),
                arguments("preferred_username", NO_TEXT),
                arguments("amr", NO_STRINGS),
                arguments("groups", NO_STRINGS),
                arguments("roles", List.of("admin", 1, Map.of("admin", true))),
                arguments("entitlements", List.of("admin", 1, Map.of("admin", true))),
                arguments("email_verified", List.of("true", 1, List.of(true))),
                arguments("phone_number_verified", List.of("true", 1, List.of(true))),
                arguments("cnf", NO_OBJECT),
                arguments("may_act", NO_OBJECT),
                arguments("address", NO_OBJECT));
    }

    @ParameterizedTest
    @MethodSource("claimsOfOtherTypes")
    void claimHasTheTypeThatItsDefinitionGivesIt(String claim, List<Object> values) {
        for (Object value : values) {
            refuses(claim, value, Check.CLAIMS, "invalid " + claim + " value");
        }
        refuses(claim, null, Check.CLAIMS, "invalid " + claim + " value");
    }

    /** An actor whose name is no text could never be revoked. */
    @Test
    void actorsAreNamedByText() {
        Map<String, Object> good = Map.of("sub", "somebody", "iss", "https://other.example");
        door.accepts(forge.with(claims -> claims.put("act", good)));
        door.accepts(forge.with(claims -> claims.put("act", Map.of("sub", "somebody", "act", good))));
        for (Object sub : List.of(1, true, List.of("somebody"), Map.of("id", 1), "", "a\u0000b")) {
            refuses("act", Map.of("sub", sub), Check.CLAIMS, "invalid act value");
            refuses("act", Map.of("sub", "somebody", "act", Map.of("sub", sub)), Check.CLAIMS, "invalid act value");
        }
        refuses("act", Map.of(), Check.CLAIMS, "invalid act value");
        refuses("act", Map.of("iss", "https://other.example"), Check.CLAIMS, "invalid act value");
        refuses("act", Map.of("sub", "somebody", "iss", 1), Check.CLAIMS, "invalid act value");
        refuses("act", Map.of("sub", "somebody", "act", "another"), Check.CLAIMS, "invalid act value");
        refusesWritten("act", "{\"sub\":null}", Check.CLAIMS, "invalid act value");
    }

    @Test
    void firstClaimOfAnotherTypeInTheOrderOfTheTableIsNamed() {
        door.refuses(
                forge.with(claims -> {
                    claims.put("auth_time", "now");
                    claims.put("email", 1);
                    claims.put("act", Map.of("sub", 7));
                }),
                Check.CLAIMS,
                "invalid act value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Admin",
                "ADMIN",
                "admin ",
                " admin",
                "admin,auditor",
                "admin auditor",
                "*",
                "**",
                "",
                "ad\u0000min",
                "\u0430dmin"
            })
    void roleIsExactlyItsName(String role) {
        String token = forge.with(claims -> claims.put("groups", List.of(role)));
        bearer(token)
                .get("/api/admin/users")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:forbidden"));
        bearer(forge.with(claims -> claims.put("groups", List.of("admin"))))
                .get("/api/admin/users")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "role", "realm_access", "resource_access", "permissions", "scope", "authorities"})
    void rolesComeFromNoOtherClaim(String claim) {
        Object value =
                switch (claim) {
                    case "scope" -> "admin";
                    case "roles" -> List.of("admin");
                    default -> Map.of("roles", List.of("admin"));
                };
        String token = forge.with(claims -> {
            claims.remove("groups");
            claims.put(claim, value);
        });
        bearer(token).get("/api/admin/users").then().statusCode(403);
    }
}
