package dev.signet.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class Argon2EnginesTest {
    static final Argon2 SODIUM = loadSodium();
    static final Argon2 BOUNCY_CASTLE = new BouncyCastleArgon2();

    record Known(String password, String phc) {}

    /**
     * The first is published by libsodium (test/default/pwhash_argon2id.c), the second by argon2-cffi, which wraps the
     * reference implementation. The others came out of argon2-cffi 25.1.0:
     * {@code hash_secret(password, b"somesalt" + 8 * b"\0", t, m, p, 32, Type.ID)}.
     */
    static Stream<Known> known() {
        return Stream.of(
                new Known(
                        "",
                        "$argon2id$v=19$m=4882,t=2,p=1$bA81arsiXysd3WbTRzmEOw"
                                + "$Nm8QBM+7RH1DXo9rvp5cwKEOOOfD2g6JuxlXihoNcpE"),
                new Known(
                        "correct horse battery staple",
                        "$argon2id$v=19$m=65536,t=3,p=4$MIIRqgvgQbgj220jfp0MPA"
                                + "$YfwJSVjtjSU0zzV/P3S9nnQ/USre2wvJMjfCIjrTQbg"),
                new Known(
                        "password",
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQAAAAAAAAAAA"
                                + "$syf8TzB9pvMIGtFhvRATHW1nX43iP+FLaaTXnqpyMrY"),
                new Known(
                        "password",
                        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQAAAAAAAAAAA"
                                + "$6BD+I9yzQa3dZgnGMCKk7/EJN+fFrf8VPNqW2jnzTqo"),
                new Known(
                        "Grüße, 世界 🔑",
                        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQAAAAAAAAAAA"
                                + "$NlSwIOhzhJDcOfqvA8kaZx8KyjdaWDpLkSO3xenTVo8"),
                new Known(
                        "",
                        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQAAAAAAAAAAA"
                                + "$CaV+3SVZ04RVLiLpc26Svk5C3bX4lEs1kuR5qwssFmY"),
                new Known(
                        "pass\0word",
                        "$argon2id$v=19$m=256,t=3,p=1$c29tZXNhbHQAAAAAAAAAAA"
                                + "$YHkDyDicrvHUXlXPgLoIushv2gQ/m0yL4DRg3/8T+C4"),
                new Known(
                        "password",
                        "$argon2id$v=19$m=4096,t=3,p=4$c29tZXNhbHQAAAAAAAAAAA"
                                + "$83PxMEKtyP6sRusxk+JC/3lEEhYpoxZ/sQkzYvWha20"));
    }

    static final String[] PASSWORDS = {
        "",
        "\0",
        "correct horse battery staple",
        "pass\0word",
        "Grüße, 世界",
        "🔑".repeat(128),
        "x".repeat(128),
        "\u202e\uFEFF e\u0301"
    };

    @ParameterizedTest
    @MethodSource("known")
    void bothEnginesComputeTheTagOfTheReferenceImplementation(Known known) {
        Argon2Hash hash = Argon2Hash.parse(known.phc());
        byte[] password = known.password().getBytes(UTF_8);
        assertThat(SODIUM.tag(password, hash.salt(), hash.cost())).isEqualTo(hash.tag());
        assertThat(BOUNCY_CASTLE.tag(password, hash.salt(), hash.cost())).isEqualTo(hash.tag());
    }

    @ParameterizedTest
    @FieldSource("PASSWORDS")
    void theEnginesAgreeAboutAnyPassword(String password) {
        byte[] salt = new byte[16];
        new Random(7).nextBytes(salt);
        byte[] bytes = password.getBytes(UTF_8);
        Argon2Cost cost = new Argon2Cost(64, 2, 1);
        assertThat(SODIUM.tag(bytes, salt, cost)).isEqualTo(BOUNCY_CASTLE.tag(bytes, salt, cost));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatFollowsANulCounts(Argon2 engine) {
        Argon2Cost cost = new Argon2Cost(64, 1, 1);
        byte[] salt = new byte[16];
        assertThat(engine.tag("pass\0word".getBytes(UTF_8), salt, cost))
                .isNotEqualTo(engine.tag("pass\0w0rd".getBytes(UTF_8), salt, cost))
                .isNotEqualTo(engine.tag("pass".getBytes(UTF_8), salt, cost));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theEndOfTheLongestPasswordCounts(Argon2 engine) {
        Argon2Cost cost = new Argon2Cost(64, 1, 1);
        byte[] salt = new byte[16];
        String start = "🔑".repeat(127);
        assertThat(engine.tag((start + "🔑").getBytes(UTF_8), salt, cost))
                .isNotEqualTo(engine.tag((start + "🔒").getBytes(UTF_8), salt, cost));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void passwordAndSaltAreLeftAsTheyWere(Argon2 engine) {
        byte[] password = "password".getBytes(UTF_8);
        byte[] salt = new byte[16];
        byte[] unused = engine.tag(password, salt, new Argon2Cost(64, 1, 1));
        assertThat(password).asString(UTF_8).isEqualTo("password");
        assertThat(salt).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void manyThreadsMayHashAtOnce(Argon2 engine) throws Exception {
        Argon2Cost cost = new Argon2Cost(256, 1, 1);
        byte[] salt = new byte[16];
        byte[] expected = engine.tag("password".getBytes(UTF_8), salt, cost);
        Callable<byte[]> hashing = () -> engine.tag("password".getBytes(UTF_8), salt, cost);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<byte[]> tag : threads.invokeAll(Collections.nCopies(64, hashing), 1, TimeUnit.MINUTES)) {
                assertThat(tag.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void sodiumIsNotAskedToReadPastAShortSalt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SODIUM.tag(new byte[0], new byte[8], new Argon2Cost(64, 1, 1)));
    }

    static Stream<Argon2> engines() {
        return Stream.of(SODIUM, BOUNCY_CASTLE);
    }

    private static Argon2 loadSodium() {
        try {
            return SodiumArgon2.load();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
