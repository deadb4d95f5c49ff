package dev.signet.endpoint.clientkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.base.problem.UnavailableException;
import dev.signet.jwt.PublicKeySet;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.OwnThread;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestAssertions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FetchedKeySetTest {
    private static final URI PLACE = URI.create("https://client.example/keys?token=secret");
    private static final ECKey FIRST = TestAssertions.ecKey("first");
    private static final ECKey SECOND = TestAssertions.ecKey("second");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RequestPermits fetches = new RequestPermits(4, 2);
    private final RequestPermits waits = new RequestPermits(4, 2);
    private final FetchedKeySet keys = new FetchedKeySet(PLACE, uri -> answer(), fetches, waits, clock);
    private List<JWK> published = List.of(FIRST.toPublicJWK());
    private int fetched;

    private PublicKeySet answer() throws KeySetUnavailableException {
        fetched++;
        if (published.isEmpty()) {
            throw new KeySetUnavailableException("status 500");
        }
        return PublicKeySet.parsePublished(new JWKSet(published).toString());
    }

    private boolean knows(String kid) {
        return keys.find(header(kid), "192.0.2.1").isPresent();
    }

    private static Map<String, Object> header(String kid) {
        return Map.of("alg", "ES256", "kid", kid);
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    @Test
    void setIsFetchedOnceForMany() {
        for (int i = 0; i < 100; i++) {
            assertThat(knows("first")).isTrue();
        }
        assertThat(fetched).isEqualTo(1);
    }

    @Test
    void newKeyIsFoundAtOnceButNotByAskingAllTheTime() {
        assertThat(knows("first")).isTrue();
        published = List.of(FIRST.toPublicJWK(), SECOND.toPublicJWK());
        assertThat(knows("second")).isFalse();
        later(FetchedKeySet.PAUSE.minusMillis(1));
        assertThat(knows("second")).isFalse();
        assertThat(fetched).isEqualTo(1);
        later(Duration.ofMillis(1));
        assertThat(knows("second")).isTrue();
        assertThat(fetched).isEqualTo(2);
    }

    /** The log names it once, as long as it stays so. */
    @Test
    void unsafeKeyIsNotUsedAndNamedInTheLog() throws Exception {
        published = List.of(
                JWK.parse("{\"kty\":\"EC\",\"kid\":\"example\",\"crv\":\"P-256\","
                        + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"),
                FIRST.toPublicJWK());
        try (LogLines log = new LogLines(FetchedKeySet.class.getName())) {
            assertThat(knows("first")).isTrue();
            assertThat(knows("example")).isFalse();
            later(FetchedKeySet.FRESH);
            assertThat(knows("first")).isTrue();
            assertThat(fetched).isEqualTo(2);
            assertThat(log.with("https://client.example/keys: keys[0] (kid \"example\"): "))
                    .singleElement()
                    .asString()
                    .contains("known to everybody", "RFC 7515, appendix A.3")
                    .doesNotContain("token=secret");
        }
    }

    @Test
    void unknownKeysCostOneAttemptInTenSeconds() {
        for (int i = 0; i < 60; i++) {
            assertThat(knows("nobody's" + i)).isFalse();
            later(Duration.ofSeconds(1));
        }
        assertThat(fetched).isEqualTo(6);
    }

    @Test
    void keyThatIsPublishedNoMoreIsGoneAfterFiveMinutes() {
        assertThat(knows("first")).isTrue();
        published = List.of(SECOND.toPublicJWK());
        later(FetchedKeySet.FRESH.minusMillis(1));
        assertThat(knows("first")).isTrue();
        later(Duration.ofMillis(1));
        assertThat(knows("first")).isFalse();
    }

    @Test
    void failureKeepsTheKeysForAnHourAndIsToldOnce() {
        try (LogLines log = new LogLines(FetchedKeySet.class.getName())) {
            assertThat(knows("first")).isTrue();
            published = List.of();
            for (int seconds = 0; seconds < FetchedKeySet.KEPT.toSeconds(); seconds += 60) {
                assertThat(knows("first")).isTrue();
                later(Duration.ofMinutes(1));
            }
            assertThat(knows("first")).isFalse();
            published = List.of(FIRST.toPublicJWK());
            assertThat(knows("first")).isFalse();
            later(FetchedKeySet.PAUSE);
            assertThat(knows("first")).isTrue();
            assertThat(log.with("cannot be fetched")).hasSize(1);
            assertThat(log.with("again")).hasSize(1);
            assertThat(log.with("secret")).isEmpty();
        }
    }

    @Test
    void whileOneFetchesTheOthersGoOnWithWhatThereIs() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        assertThat(knows("first")).isTrue();
        FetchedKeySet slow = new FetchedKeySet(
                PLACE,
                uri -> {
                    if (fetched++ > 1) {
                        underWay.countDown();
                        await(answered);
                    }
                    return PublicKeySet.parsePublished(new JWKSet(published).toString());
                },
                fetches,
                waits,
                clock);
        assertThat(slow.find(header("first"), "192.0.2.1")).isPresent();
        later(FetchedKeySet.FRESH);
        var first = CompletableFuture.supplyAsync(() -> slow.find(header("first"), "192.0.2.1"), OwnThread.EXECUTOR);
        await(underWay);
        assertThat(slow.find(header("first"), "192.0.2.1")).isPresent();
        assertThat(first).isNotDone();
        answered.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isPresent();
    }

    /** They name a client and prove nothing: what is correct elsewhere is found meanwhile, and nobody is told that a key is unknown. */
    @Test
    void setThatHangsHoldsUpAFewAndRefusesNobody() throws Exception {
        Map<String, Object> first = header("first");
        Hanging hanging = new Hanging("client.example");
        List<CompletableFuture<Boolean>> held = new ArrayList<>();
        held.add(hanging.find("192.0.2.1"));
        await(hanging.underWay);
        held.add(hanging.find("192.0.2.1"));
        held.add(hanging.find("192.0.2.1"));
        SignetProcess.await(() -> waits.taken() == 2);
        for (int i = 0; i < 60; i++) {
            String network = "192.0.2." + (1 + i % 20);
            assertThatThrownBy(() -> hanging.keys.find(first, network)).isInstanceOf(UnavailableException.class);
        }
        assertThat(knows("first")).as("another set, from the same network").isTrue();

        hanging.answered.countDown();
        for (CompletableFuture<Boolean> one : held) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(hanging.fetched).hasValue(1);
        assertThat(fetches.taken()).isZero();
        assertThat(waits.taken()).isZero();
    }

    @Test
    void networkOrHostThatHangsLeavesPlacesForOthers() throws Exception {
        List<Hanging> hanging = List.of(new Hanging("hangs.example"), new Hanging("hangs.example"));
        for (Hanging one : hanging) {
            var unused = one.find("192.0.2.1");
            await(one.underWay);
        }
        assertThatThrownBy(() -> knows("first")).as("from that network").isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> new Hanging("hangs.example").keys.find(header("first"), "198.51.100.1"))
                .as("at that host")
                .isInstanceOf(UnavailableException.class);
        assertThat(keys.find(header("first"), "198.51.100.1")).isPresent();
        hanging.forEach(one -> one.answered.countDown());
        SignetProcess.await(() -> fetches.taken() == 0);
    }

    @Test
    void keyThatIsNotAmongThoseOfBeforeIsNotUnknownWhileTheSetIsFetched() throws Exception {
        Hanging hanging = new Hanging("client.example");
        hanging.answered.countDown();
        assertThat(hanging.keys.find(header("first"), "192.0.2.1")).isPresent();
        later(FetchedKeySet.PAUSE);
        published = List.of(FIRST.toPublicJWK(), SECOND.toPublicJWK());
        assertThat(fetches.take(List.of("192.0.2.1"))).isTrue();
        assertThat(fetches.take(List.of("192.0.2.1"))).isTrue();
        assertThatThrownBy(() -> hanging.keys.find(header("second"), "192.0.2.1"))
                .isInstanceOf(UnavailableException.class);
        assertThat(hanging.keys.find(header("first"), "192.0.2.1")).isPresent();
        fetches.giveBack(List.of("192.0.2.1"));
        assertThat(hanging.keys.find(header("second"), "192.0.2.1")).isPresent();
    }

    /** The keys at an address that does not answer until it is told to. */
    private final class Hanging {
        private final CountDownLatch underWay = new CountDownLatch(1);
        private final CountDownLatch answered = new CountDownLatch(1);
        private final FetchedKeySet keys;
        private final AtomicInteger fetched = new AtomicInteger();

        Hanging(String host) {
            keys = new FetchedKeySet(URI.create("https://" + host + "/keys"), uri -> hang(), fetches, waits, clock);
        }

        private PublicKeySet hang() {
            fetched.incrementAndGet();
            underWay.countDown();
            await(answered);
            return PublicKeySet.parsePublished(new JWKSet(published).toString());
        }

        CompletableFuture<Boolean> find(String network) {
            return CompletableFuture.supplyAsync(
                    () -> keys.find(header("first"), network).isPresent(), OwnThread.EXECUTOR);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
