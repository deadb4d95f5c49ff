package dev.signet.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.jwt.PublicKeySet;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.TestAssertions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class PublishedKeysTest {
    private static final URI PLACE = URI.create("https://client.example/keys?token=secret");
    private static final ECKey FIRST = TestAssertions.ecKey("first");
    private static final ECKey SECOND = TestAssertions.ecKey("second");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Semaphore places = new Semaphore(2);
    private final PublishedKeys keys = new PublishedKeys(PLACE, uri -> answer(), places, clock);
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
        return keys.find(Map.of("alg", "ES256", "kid", kid)).isPresent();
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
        later(PublishedKeys.PAUSE.minusMillis(1));
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
        try (LogLines log = new LogLines(PublishedKeys.class.getName())) {
            assertThat(knows("first")).isTrue();
            assertThat(knows("example")).isFalse();
            later(PublishedKeys.FRESH);
            assertThat(knows("first")).isTrue();
            assertThat(fetched).isEqualTo(2);
            assertThat(log.with("https://client.example/keys these are not used: keys[0] (kid \"example\"): "))
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
        later(PublishedKeys.FRESH.minusMillis(1));
        assertThat(knows("first")).isTrue();
        later(Duration.ofMillis(1));
        assertThat(knows("first")).isFalse();
    }

    @Test
    void failureKeepsTheKeysForAnHourAndIsToldOnce() {
        try (LogLines log = new LogLines(PublishedKeys.class.getName())) {
            assertThat(knows("first")).isTrue();
            published = List.of();
            for (int seconds = 0; seconds < PublishedKeys.KEPT.toSeconds(); seconds += 60) {
                assertThat(knows("first")).isTrue();
                later(Duration.ofMinutes(1));
            }
            assertThat(knows("first")).isFalse();
            published = List.of(FIRST.toPublicJWK());
            assertThat(knows("first")).isFalse();
            later(PublishedKeys.PAUSE);
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
        PublishedKeys slow = new PublishedKeys(
                PLACE,
                uri -> {
                    if (fetched++ > 1) {
                        underWay.countDown();
                        await(answered);
                    }
                    return PublicKeySet.parsePublished(new JWKSet(published).toString());
                },
                places,
                clock);
        assertThat(slow.find(Map.of("alg", "ES256", "kid", "first"))).isPresent();
        later(PublishedKeys.FRESH);
        var first = CompletableFuture.supplyAsync(() -> slow.find(Map.of("alg", "ES256", "kid", "first")));
        await(underWay);
        assertThat(slow.find(Map.of("alg", "ES256", "kid", "first"))).isPresent();
        assertThat(first).isNotDone();
        answered.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void whereThereAreNoneYetTheyWaitForOneFetchAsLongAsThereArePlaces() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        PublishedKeys slow = new PublishedKeys(
                PLACE,
                uri -> {
                    fetched++;
                    underWay.countDown();
                    await(answered);
                    return PublicKeySet.parsePublished(new JWKSet(published).toString());
                },
                places,
                clock);
        Map<String, Object> header = Map.of("alg", "ES256", "kid", "first");
        var first = CompletableFuture.supplyAsync(() -> slow.find(header));
        await(underWay);
        var second = CompletableFuture.supplyAsync(() -> slow.find(header));
        while (places.availablePermits() > 0) {
            Thread.onSpinWait();
        }
        assertThat(slow.find(header)).isEmpty();
        answered.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isPresent();
        assertThat(second.get(30, TimeUnit.SECONDS)).isPresent();
        assertThat(fetched).isEqualTo(1);
        assertThat(places.availablePermits()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
