package dev.signet.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signet.testsupport.SignetProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordHasherTest {
    /** Weak, so that the tests are quick. */
    private static final Argon2Cost COST = new Argon2Cost(64, 2, 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HashingPool pool = new HashingPool(1, 1, meters);

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @MethodSource("dev.signet.identity.password.Argon2EnginesTest#engines")
    void aPasswordFitsItsOwnHashAndNoOtherDoes(Argon2 engine) {
        PasswordHasher hasher = hasher(engine, COST);
        String phc = hasher.hash("correct horse");
        assertThat(phc).matches("\\$argon2id\\$v=19\\$m=64,t=2,p=1\\$.{22}\\$.{43}");
        assertThat(hasher.verify("correct horse", phc)).isTrue();
        assertThat(hasher.verify("correct horsf", phc)).isFalse();
        assertThat(hasher.verify("correct horse ", phc)).isFalse();
        assertThat(hasher.verify("correct horse\0", phc)).isFalse();
        assertThat(hasher.verify("", phc)).isFalse();
    }

    @ParameterizedTest
    @FieldSource("dev.signet.identity.password.Argon2EnginesTest#PASSWORDS")
    void aHashMadeByOneEngineIsVerifiedByTheOther(String password) {
        PasswordHasher sodium = hasher(Argon2EnginesTest.SODIUM, COST);
        PasswordHasher bouncyCastle = hasher(Argon2EnginesTest.BOUNCY_CASTLE, COST);
        assertThat(bouncyCastle.verify(password, sodium.hash(password))).isTrue();
        assertThat(sodium.verify(password, bouncyCastle.hash(password))).isTrue();
        assertThat(sodium.verify(password + "x", bouncyCastle.hash(password))).isFalse();
    }

    @Test
    void everyHashHasASaltOfItsOwn() {
        PasswordHasher hasher = hasher(Argon2EnginesTest.SODIUM, COST);
        assertThat(hasher.hash("password")).isNotEqualTo(hasher.hash("password"));
    }

    @ParameterizedTest
    @MethodSource("dev.signet.identity.password.Argon2EnginesTest#engines")
    void aHashWithAnyFieldChangedNoLongerFits(Argon2 engine) {
        PasswordHasher hasher = hasher(engine, COST);
        String salt = "c29tZXNhbHQAAAAAAAAAAA";
        byte[] tag = engine.tag("password".getBytes(UTF_8), Base64.getDecoder().decode(salt), COST);
        String phc = new Argon2Hash(COST, Base64.getDecoder().decode(salt), tag).phc();
        assertThat(hasher.verify("password", phc)).isTrue();
        assertThat(hasher.verify("password", phc.replace("m=64", "m=65"))).isFalse();
        assertThat(hasher.verify("password", phc.replace("t=2", "t=1"))).isFalse();
        assertThat(hasher.verify("password", phc.replace("p=1", "p=2"))).isFalse();
        assertThat(hasher.verify("password", phc.replace(salt, "C29tZXNhbHQAAAAAAAAAAA")))
                .isFalse();
        tag[31] ^= 1;
        String otherTag = new Argon2Hash(COST, Base64.getDecoder().decode(salt), tag).phc();
        assertThat(hasher.verify("password", otherTag)).isFalse();
    }

    @Test
    void aStoredHashThatAsksForTooMuchIsRefusedBeforeAnythingIsHashed() {
        Recording engine = new Recording();
        PasswordHasher hasher = hasher(engine, COST);
        String phc = hasher.hash("password").replace("m=64", "m=4194304");
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.verify("password", phc));
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.needsUpgrade(phc));
        assertThat(engine.costs).hasSize(1);
    }

    @Test
    void onlyAHashOfLowerCostNeedsAnUpgrade() {
        PasswordHasher old = hasher(Argon2EnginesTest.SODIUM, COST);
        PasswordHasher dearer = hasher(Argon2EnginesTest.SODIUM, new Argon2Cost(128, 2, 1));
        assertThat(old.needsUpgrade(old.hash("password"))).isFalse();
        assertThat(old.needsUpgrade(dearer.hash("password"))).isFalse();
        assertThat(dearer.needsUpgrade(old.hash("password"))).isTrue();
        assertThat(dearer.verify("password", old.hash("password"))).isTrue();
    }

    @Test
    void theDummyCostsAsMuchAsARealHash() {
        Recording engine = new Recording();
        PasswordHasher hasher = hasher(engine, COST);
        assertThat(engine.costs).as("nothing to compute at start").isEmpty();
        hasher.verifyAgainstDummy("password");
        assertThat(engine.costs).containsExactly(COST);
    }

    @Test
    void wrongPasswordOfAnOldHashIsWorkedOffBeforeWhoeverWaits() throws Exception {
        Argon2Cost old = new Argon2Cost(16, 2, 1);
        String phc = hasher(Argon2EnginesTest.SODIUM, old).hash("password");
        Recording engine = new Recording();
        PasswordHasher hasher = hasher(engine, COST);
        Thread next = new Thread(() -> hasher.hash("password"));
        engine.first = () -> {
            next.start();
            awaitFullQueue();
        };
        assertThat(hasher.verify("password", phc)).isFalse();
        next.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(engine.costs).containsExactly(old, new Argon2Cost(48, 2, 1), COST);
    }

    private void awaitFullQueue() {
        SignetProcess.await(() -> meters.get("signet.password.queue").gauge().value() >= 1);
    }

    @Test
    void theBytesOfThePasswordAreWipedAlsoAfterAFailure() {
        Recording engine = new Recording();
        PasswordHasher hasher = hasher(engine, COST);
        hasher.verifyAgainstDummy("password");
        engine.broken = true;
        assertThatIllegalStateException().isThrownBy(() -> hasher.hash("password"));
        assertThat(engine.passwords)
                .hasSize(2)
                .allSatisfy(bytes -> assertThat(bytes).hasSize(8).containsOnly(0));
    }

    @Test
    void hashingIsTimedByEngine() {
        PasswordHasher hasher = hasher(Argon2EnginesTest.SODIUM, COST);
        hasher.verify("other", hasher.hash("password"));
        assertThat(meters.get("signet.password.hash")
                        .tag("engine", "sodium")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    private PasswordHasher hasher(Argon2 engine, Argon2Cost cost) {
        return new PasswordHasher(engine, cost, pool, meters);
    }

    /** Keeps the very arrays it was given. */
    private static final class Recording implements Argon2 {
        final List<byte[]> passwords = new ArrayList<>();
        final List<Argon2Cost> costs = new ArrayList<>();
        boolean broken;
        Runnable first = () -> {};

        @Override
        public String engine() {
            return "recording";
        }

        @Override
        public byte[] tag(byte[] password, byte[] salt, Argon2Cost cost) {
            assertThat(password).asString(UTF_8).isEqualTo("password");
            passwords.add(password);
            costs.add(cost);
            if (costs.size() == 1) {
                first.run();
            }
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return new byte[32];
        }
    }
}
