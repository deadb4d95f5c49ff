package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static dev.signet.jwt.Library.SECRET;
import static dev.signet.jwt.Library.refused;
import static dev.signet.jwt.Library.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The forms that give a {@code Uni}, and keys that are a function of the header. */
class JsonWebTokensAsyncTest {
    private static final SignOptions KEY_ID = SignOptions.builder().keyid("k1").build();

    /** Unwraps what {@code await} wraps. */
    private static <T> T await(Uni<T> uni) throws JwtRejectedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Optional<T> item = uni.map(Optional::of)
                .onFailure()
                .invoke(failure::set)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .await()
                .atMost(Duration.ofSeconds(30));
        if (failure.get() instanceof JwtRejectedException rejected) {
            throw rejected;
        }
        return item.orElseThrow(() -> new CompositeException(failure.get()));
    }

    @Test
    void whatIsSignedAsynchronouslyVerifiesAsynchronously() throws Exception {
        String token = await(JWT.signAsync(Map.of("foo", "bar"), SECRET, SignOptions.DEFAULTS));
        assertThat(await(JWT.verifyAsync(token, SECRET, VerifyOptions.DEFAULTS)))
                .containsEntry("foo", "bar");
    }

    @Test
    void refusalFailsTheUni() {
        refused(() -> await(JWT.verifyAsync("a.b", SECRET, VerifyOptions.DEFAULTS)), "jwt malformed");
        String changed = signed(Map.of()) + "AAAA";
        refused(() -> await(JWT.verifyAsync(changed, SECRET, VerifyOptions.DEFAULTS)), "invalid signature");
        refused(() -> await(JWT.verifyCompleteAsync(changed, SECRET, VerifyOptions.DEFAULTS)), "invalid signature");
    }

    @Test
    void nothingHappensBeforeSubscriptionAndTheCallersThreadIsFree() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        String token = signed(Map.of());
        Uni<Map<String, Object>> verification = JWT.verifyAsync(
                token,
                header -> {
                    thread.set(Thread.currentThread());
                    return Uni.createFrom().item(Optional.of(SECRET));
                },
                VerifyOptions.DEFAULTS);
        assertThat(thread).hasNullValue();
        await(verification);
        assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    /** Asked for the time, the clock tells who asks. */
    @Test
    void signingAndVerifyingWithAKeyWaitForTheSubscriptionToo() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        JsonWebTokens jwt = new JsonWebTokens(((InstantSource) () -> {
                    thread.set(Thread.currentThread());
                    return Library.NOW;
                })
                .withZone(ZoneOffset.UTC));
        Uni<String> signing = jwt.signAsync(Map.of(), SECRET, SignOptions.DEFAULTS);
        assertThat(thread).hasNullValue();
        await(signing);
        assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
        thread.set(null);
        String token = signed(Map.of("exp", Library.SECONDS + 60));
        for (Uni<?> verification : List.of(
                jwt.verifyAsync(token, SECRET, VerifyOptions.DEFAULTS),
                jwt.verifyCompleteAsync(token, SECRET, VerifyOptions.DEFAULTS))) {
            assertThat(thread).hasNullValue();
            await(verification);
            assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
            thread.set(null);
        }
    }

    @Test
    void whatIsSignedIsWhatTheClaimsWereAtTheCall() throws Exception {
        Map<String, Object> claims = new HashMap<>(Map.of("role", "user"));
        Uni<String> signing = JWT.signAsync(claims, SECRET, SignOptions.DEFAULTS);
        claims.put("role", "admin");
        assertThat(JWT.verify(await(signing), SECRET, VerifyOptions.DEFAULTS)).containsEntry("role", "user");
    }

    @Test
    @SuppressWarnings("NullAway")
    void claimsThatAreNotThereFailWhenTheyAreToBeSigned() {
        Uni<String> signing = JWT.signAsync(null, SECRET, SignOptions.DEFAULTS);
        assertThatThrownBy(() -> await(signing))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("payload must have a value");
    }

    @Test
    void keyIsAFunctionOfTheHeader() throws Exception {
        String token = JWT.sign(Map.of("foo", "bar"), SECRET, KEY_ID);
        KeySource keys = header -> Optional.of(SECRET).filter(key -> "k1".equals(header.get("kid")));
        assertThat(JWT.verify(token, keys, VerifyOptions.DEFAULTS)).containsEntry("foo", "bar");
        assertThat(await(JWT.verifyCompleteAsync(token, JsonWebTokensAsyncTest::keys, VerifyOptions.DEFAULTS))
                        .header())
                .containsEntry("kid", "k1");
    }

    private static Uni<Optional<JwtKey>> keys(Map<String, Object> header) {
        return Uni.createFrom().item(Optional.of(SECRET).filter(key -> "k1".equals(header.get("kid"))));
    }

    @Test
    void unknownKeyIsSaidToBeMissing() {
        String token = signed(Map.of());
        String message = "secret or public key must be provided";
        refused(() -> JWT.verify(token, header -> Optional.empty(), VerifyOptions.DEFAULTS), message);
        refused(() -> await(JWT.verifyAsync(token, JsonWebTokensAsyncTest::keys, VerifyOptions.DEFAULTS)), message);
    }

    /** The fault is for the log; the message may reach a stranger. */
    @Test
    void faultOfTheFunctionIsTheCauseAndNotPartOfTheMessage() {
        String token = signed(Map.of());
        IllegalStateException fault = new IllegalStateException("password of the key store: 1234");
        String message = "error in secret or public key callback";
        refused(
                () -> JWT.verify(
                        token,
                        header -> {
                            throw fault;
                        },
                        VerifyOptions.DEFAULTS),
                message);
        refused(
                () -> await(JWT.verifyAsync(token, header -> Uni.createFrom().failure(fault), VerifyOptions.DEFAULTS)),
                message);
        refused(
                () -> await(JWT.verifyAsync(
                        token,
                        header -> {
                            throw fault;
                        },
                        VerifyOptions.DEFAULTS)),
                message);
    }

    @Test
    void functionThatRecursWithoutEndIsAFaultOfIt() {
        String token = signed(Map.of());
        refused(
                () -> JWT.verify(
                        token,
                        header -> {
                            throw new StackOverflowError();
                        },
                        VerifyOptions.DEFAULTS),
                "error in secret or public key callback");
    }

    @Test
    void functionIsNotAskedForWhatCannotBeVerifiedAnyway() {
        AtomicInteger asked = new AtomicInteger();
        String none = "eyJhbGciOiJub25lIn0.e30.AAAA";
        refused(
                () -> await(JWT.verifyAsync(
                        none,
                        header -> {
                            asked.incrementAndGet();
                            return Uni.createFrom().item(Optional.of(SECRET));
                        },
                        VerifyOptions.DEFAULTS)),
                "invalid algorithm");
        assertThat(asked).hasValue(0);
    }
}
