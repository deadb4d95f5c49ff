package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.me;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.key.Keys;
import dev.signet.testsupport.MutableClock;
import dev.signet.token.Authorization;
import dev.signet.token.TokenIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A full period passes under traffic; a verifier that keeps to max-age, and the server itself, never refuse a token. */
@QuarkusTest
class KeyRotationUnderTrafficTest {
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");
    private static final Duration STEP = Duration.ofMinutes(8);

    @Inject
    Keys keys;

    @Inject
    TokenIssuer issuer;

    @Inject
    MutableClock clock;

    private JWKSet cached = new JWKSet();
    private Instant cachedUntil = Instant.MIN;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void periodPassesAndNoTokenIsEverRefused() throws Exception {
        Instant end = clock.instant().plus(Duration.ofDays(61));
        Set<String> signedWith = new HashSet<>();
        Deque<String> alive = new ArrayDeque<>();
        for (int step = 0; clock.instant().isBefore(end); step++) {
            keys.refresh();
            String token = token();
            signedWith.add(SignedJWT.parse(token).getHeader().getKeyID());
            alive.add(token);
            for (String each : alive) {
                verifiedElsewhere(each);
            }
            if (step % 10 == 0) {
                me(alive.peekFirst()).then().statusCode(200);
            }
            // a token lives for ten minutes: the one of the step before is the oldest that counts
            while (alive.size() > 1) {
                alive.removeFirst();
            }
            clock.advance(STEP);
        }
        assertThat(signedWith).as("keys that signed in two periods").hasSizeBetween(2, 4);
    }

    private String token() {
        return issuer.issue(new Authorization(
                        UUID.randomUUID().toString(),
                        "traffic",
                        new TreeSet<>(),
                        "signet",
                        "api",
                        UUID.randomUUID().toString(),
                        clock.instant()))
                .value();
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
