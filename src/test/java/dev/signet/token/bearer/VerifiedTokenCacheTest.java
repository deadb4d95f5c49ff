package dev.signet.token.bearer;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.jwt.JwtRejectedException;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.key.Keys;
import dev.signet.token.keystore.KeyRing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VerifiedTokenCacheTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Inject
    AccessTokenVerifier verifier;

    @Inject
    Keys keys;

    @Inject
    MutableClock clock;

    @Inject
    TestUsers users;

    @Inject
    TokenForge forge;

    private Tokens tokens;

    private record Bounds(boolean enabled, int entries, MemorySize memory) implements TokenCacheConfig {}

    private VerifiedTokenCache cache(boolean enabled, int entries, long bytes) {
        return new VerifiedTokenCache(
                verifier, keys, clock, new Bounds(enabled, entries, new MemorySize(BigInteger.valueOf(bytes))), meters);
    }

    private double gets(String result) {
        return meters.get("signet.tokens.cache.gets")
                .tag("result", result)
                .counter()
                .count();
    }

    private double entries() {
        return meters.get("signet.tokens.cache.entries").gauge().value();
    }

    @BeforeEach
    void aToken() {
        // so that no step of a key that is due comes between
        keys.refresh();
        tokens = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
    }

    @Test
    void tokenIsVerifiedOnceAndRememberedWithAllItSays() throws Exception {
        VerifiedTokenCache cache = cache(true, 10, 1_000_000);
        VerifiedToken first = cache.verify(tokens.accessToken());
        VerifiedToken second = cache.verify(tokens.accessToken());
        assertThat(second).isSameAs(first);
        assertThat(second.claims()).isEqualTo(verifier.verify(tokens.accessToken()));
        assertThat(gets("miss")).isEqualTo(1);
        assertThat(gets("hit")).isEqualTo(1);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void callerReadsClaimsAsMicroProfileJwtDoes() throws Exception {
        String token = forge.with(claims -> {
            claims.put("aud", List.of("signet", "other"));
            claims.put("updated_at", 1.5);
            claims.put("address", Map.of("country", "DE"));
            claims.put("own", List.of(1, "two", Map.of("three", true)));
            claims.put("number", 4);
            claims.put("raw_token", "another");
        });
        Caller caller = new Caller(cache(true, 10, 1_000_000).verify(token), token);
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        JsonWebToken expected = new DefaultJWTCallerPrincipal(token, "JWT", JwtClaims.parse(payload));
        assertThat(caller.getClaimNames()).isEqualTo(expected.getClaimNames());
        Stream<String> absent = Stream.of("nbf", "preferred_username", "sub_jwk", "nothing");
        Stream.concat(expected.getClaimNames().stream(), absent)
                .forEach(name -> assertThat(caller.<Object>getClaim(name)).isEqualTo(expected.getClaim(name)));
        assertThat(caller.getAudience()).isEqualTo(expected.getAudience());
        assertThat(caller.getGroups()).isEqualTo(expected.getGroups());
        assertThat(caller.getRawToken()).isEqualTo(token);
    }

    @Test
    void whatARequestDoesToItsRolesIsNotRemembered() throws Exception {
        VerifiedTokenCache cache = cache(true, 10, 1_000_000);
        new Caller(cache.verify(tokens.accessToken()), tokens.accessToken())
                .getGroups()
                .add("invented");
        assertThat(new Caller(cache.verify(tokens.accessToken()), tokens.accessToken()).getGroups())
                .doesNotContain("invented");
    }

    @Test
    void whatIsRememberedOutlivesAPollThatFindsNothingNew() throws Exception {
        VerifiedTokenCache cache = cache(true, 10, 1_000_000);
        VerifiedToken first = cache.verify(tokens.accessToken());
        KeyRing before = keys.ring();
        keys.refresh();
        assertThat(keys.ring()).isSameAs(before);
        assertThat(cache.verify(tokens.accessToken())).isSameAs(first);
    }

    @Test
    void whatIsRefusedIsNotRememberedNorIsATokenThatLooksLikeOneThatIs() throws Exception {
        VerifiedTokenCache cache = cache(true, 10, 1_000_000);
        cache.verify(tokens.accessToken());
        String token = tokens.accessToken();
        char last = token.charAt(token.length() - 1);
        for (String other : new String[] {
            token + "=", " " + token, token.substring(0, token.length() - 1) + (last == 'A' ? 'Q' : 'A'), "a.b.c", ""
        }) {
            assertThatThrownBy(() -> cache.verify(other)).isInstanceOf(JwtRejectedException.class);
        }
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void noMoreIsKeptThanIsAllowed() throws Exception {
        VerifiedTokenCache few = cache(true, 3, 1_000_000);
        for (int i = 0; i < 20; i++) {
            tokens = tokens(refresh(tokens.refreshToken()));
            few.verify(tokens.accessToken());
        }
        assertThat(entries()).isLessThanOrEqualTo(3);
    }

    @Test
    void littleMemoryKeepsLittle() throws Exception {
        VerifiedTokenCache small = cache(true, 1_000_000, 25_000);
        for (int i = 0; i < 20; i++) {
            tokens = tokens(refresh(tokens.refreshToken()));
            small.verify(tokens.accessToken());
        }
        assertThat(entries()).isBetween(1.0, 5.0);
    }

    @Test
    void switchedOffItKeepsNothing() throws Exception {
        VerifiedTokenCache off = cache(false, 10, 1_000_000);
        assertThat(off.verify(tokens.accessToken())).isNotSameAs(off.verify(tokens.accessToken()));
        assertThat(entries()).isZero();
        assertThat(gets("hit")).isZero();
    }
}
