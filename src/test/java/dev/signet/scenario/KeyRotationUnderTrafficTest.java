package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.me;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.base.protocol.Scope;
import dev.signet.testsupport.MutableClock;
import dev.signet.token.Authorization;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.TokenIssuer;
import dev.signet.token.key.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A full period passes under traffic; a verifier that keeps to max-age, and the server itself, never refuse a token. */
@QuarkusTest
class KeyRotationUnderTrafficTest {
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");
    private static final Duration STEP = Duration.ofMinutes(7);

    @Inject
    Keys keys;

    @Inject
    TokenIssuer issuer;

    @Inject
    MutableClock clock;

    private JWKSet cached = new JWKSet();
    private Instant cachedUntil = Instant.MIN;

    @Test
    void periodsPassAndNoTokenIsEverRefused() throws Exception {
        keys.refresh();
        Set<String> signers = new HashSet<>();
        for (int period = 0; period < 2; period++) {
            Map<String, Object> signing = signing();
            signers.add(String.valueOf(signing.get("kid")));
            traffic(Instant.parse(String.valueOf(signing.get("retiringFrom"))));
            assertThat(state(signing)).isEqualTo("retiring");
            traffic(Instant.parse(String.valueOf(signing.get("verifiesUntil"))));
            assertThat(state(signing)).isEqualTo("retired");
        }
        assertThat(signers).hasSize(2);
    }

    /** An hour before and an hour after something is planned to happen, a token every few minutes. */
    private void traffic(Instant planned) throws Exception {
        clock.advance(Duration.between(clock.instant(), planned.minus(Duration.ofHours(1))));
        while (clock.instant().isBefore(planned.plus(Duration.ofHours(1)))) {
            keys.refresh();
            String token = token();
            verifiedElsewhere(token);
            me(token).then().statusCode(200);
            clock.advance(STEP);
            keys.refresh();
            verifiedElsewhere(token);
            me(token).then().statusCode(200);
        }
    }

    private Map<String, Object> signing() {
        return bearer(adminToken())
                .get("/api/admin/keys?limit=200")
                .then()
                .extract()
                .path("items.find { it.algorithm == 'ES256' && it.state == 'active' }");
    }

    private static String state(Map<String, Object> key) {
        return bearer(adminToken())
                .get("/api/admin/keys/" + key.get("kid"))
                .then()
                .extract()
                .path("state");
    }

    private String token() {
        String subject = UUID.randomUUID().toString();
        ClientTokenRules client = new ClientTokenRules(
                "signet",
                Scope.of(List.of("api")),
                List.of("signet"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var login = new Authorization.Login(
                "traffic",
                UUID.randomUUID().toString(),
                clock.instant(),
                clock.instant().plus(Duration.ofDays(1)));
        return issuer.sign(issuer.prepare(
                        new Authorization(subject, new TreeSet<>(), client, clock.instant(), Optional.of(login))))
                .accessToken();
    }

    private void verifiedElsewhere(String token) throws Exception {
        if (!clock.instant().isBefore(cachedUntil)) {
            Response answer = get("/.well-known/jwks.json");
            Matcher maxAge = MAX_AGE.matcher(answer.header("Cache-Control"));
            assertThat(maxAge.find()).isTrue();
            cached = JWKSet.parse(answer.asString());
            cachedUntil = clock.instant().plusSeconds(Long.parseLong(maxAge.group(1)));
        }
        SignedJWT parsed = SignedJWT.parse(token);
        var key = cached.getKeyByKeyId(parsed.getHeader().getKeyID());
        assertThat(key).as("key of a token, in the cached key set").isNotNull();
        JWSVerifier verifier = new ECDSAVerifier(key.toECKey());
        assertThat(parsed.verify(verifier)).isTrue();
    }
}
