package dev.signet.key;

import static io.restassured.RestAssured.get;
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
