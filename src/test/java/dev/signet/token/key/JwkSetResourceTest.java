package dev.signet.token.key;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JwkSetResourceTest {
    @Inject
    AgroalDataSource database;

    @Test
    @SuppressWarnings("unchecked")
    void onlyPublicMembersArePublished() throws Exception {
        var answer = get("/.well-known/jwks.json").then().statusCode(200).extract();
        assertThat(answer.header("Cache-Control")).startsWith("public, max-age=");
        var keys = (java.util.List<Map<String, Object>>) answer.<Object>path("keys");
        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(key.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        "RSA".equals(key.get("kty"))
                                ? List.of("kty", "kid", "use", "alg", "n", "e")
                                : List.of("kty", "kid", "use", "alg", "crv", "x", "y")));

        for (var key : JWKSet.parse(answer.asString()).getKeys()) {
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        }
    }

    /** Weakly compared (RFC 9110 section 13.1.2), also as a proxy changed it that compresses; several lines are one list. */
    @Test
    void whoHasItAlreadyGetsItNotAgain() {
        String tag = get("/.well-known/jwks.json").header("ETag");
        String opaque = tag.replace("\"", "");
        for (String known : List.of(
                tag, "W/" + tag, "\"" + opaque + "-gzip\"", "\"other\", W/" + tag, "*", "W/\"" + opaque + "-br\"")) {
            var answer = given().header("If-None-Match", known).get("/.well-known/jwks.json");
            assertThat(answer.statusCode()).as(known).isEqualTo(304);
            assertThat(answer.header("ETag")).isEqualTo(tag);
            assertThat(answer.header("Cache-Control")).startsWith("public, max-age=");
            assertThat(answer.asString()).isEmpty();
        }
        given().header("If-None-Match", "\"other\"", "W/" + tag)
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(304);
        for (String other : List.of("\"other\"", opaque, "W/\"" + opaque + "0\"", "")) {
            given().header("If-None-Match", other)
                    .get("/.well-known/jwks.json")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void privateHalfRestsEncrypted() throws Exception {
        try (var connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select public_jwk, private_jwe, encryption_key_id from signing_key where private_jwe is not null")) {
            assertThat(rows.next()).isTrue();
            do {
                assertThat(rows.getString(1)).doesNotContain("\"d\"");
                String[] jwe = rows.getString(2).split("\\.");
                assertThat(jwe).hasSize(5);
                assertThat(Base64URL.from(jwe[0]).decodeToString())
                        .contains("A256GCMKW", "\"A256GCM\"", rows.getString(3));
            } while (rows.next());
        }
    }
}
