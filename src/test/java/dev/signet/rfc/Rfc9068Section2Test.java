package dev.signet.rfc;

import static dev.signet.testsupport.SignetApi.adminToken;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JWT profile of access tokens, https://www.rfc-editor.org/rfc/rfc9068#section-2, read by another library. */
@QuarkusTest
class Rfc9068Section2Test {
    @Inject
    MutableClock clock;

    @Test
    void accessTokenHasExactlyTheHeaderAndClaimsOfTheContract() throws Exception {
        Instant before = clock.instant().minusSeconds(1);
        SignedJWT token = SignedJWT.parse(adminToken());

        assertThat(token.getHeader().toJSONObject().keySet()).containsExactlyInAnyOrder("alg", "typ", "kid");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");

        JWTClaimsSet claims = token.getJWTClaimsSet();
        Map<String, Object> raw = token.getPayload().toJSONObject();
        assertThat(raw.keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "jti",
                        "client_id",
                        "scope",
                        "auth_time",
                        "sid",
                        "upn",
                        "groups");
        assertThat(claims.getIssuer()).isEqualTo(TestServer.ISSUER);
        assertThat(claims.getAudience()).containsExactly("signet");
        assertThat(UUID.fromString(claims.getSubject())).isNotNull();
        assertThat(raw.get("client_id")).isEqualTo("signet");
        assertThat(raw.get("scope")).isEqualTo("api");
        assertThat(raw.get("upn")).isEqualTo("admin");
        assertThat(raw.get("groups")).isEqualTo(List.of("admin"));
        assertThat(claims.getIssueTime().toInstant()).isBetween(before, clock.instant());
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plus(Duration.ofMinutes(10)));
        assertThat(raw.get("auth_time")).isEqualTo(raw.get("iat"));
    }

    @Test
    void publishedKeyVerifiesTheToken() throws Exception {
        SignedJWT token = SignedJWT.parse(adminToken());
        JWKSet published = JWKSet.parse(get("/.well-known/jwks.json").asString());

        var key = published.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();

        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
    }

    @Test
    void twoTokensShareNeitherIdentifierNorSession() throws Exception {
        JWTClaimsSet one = SignedJWT.parse(adminToken()).getJWTClaimsSet();
        JWTClaimsSet other = SignedJWT.parse(adminToken()).getJWTClaimsSet();

        assertThat(one.getSubject()).isEqualTo(other.getSubject());
        assertThat(one.getJWTID()).isNotEqualTo(other.getJWTID());
        assertThat(one.getClaim("sid")).isNotEqualTo(other.getClaim("sid"));
    }
}
