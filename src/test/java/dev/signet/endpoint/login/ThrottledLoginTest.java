package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginFrom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;

import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestUsers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At the rates that are the default. */
@QuarkusTest
class ThrottledLoginTest {
    private static final int BURST = 10;
    private static final int UNFAMILIAR_BURST = 100;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    MeterRegistry meters;

    private String name;

    @BeforeEach
    void aUser() {
        name = users.user(users.freshName()).create();
    }

    private static int guess(String username, String from) {
        return loginFrom(from, username, "not the password").statusCode();
    }

    /** Guesses until that is refused: a slow machine gives time for some more than the burst. */
    private static Response exhaust(String username, String from) {
        int failures = 0;
        Response answer = loginFrom(from, username, "not the password");
        while (answer.statusCode() == 401 && failures <= 2 * BURST) {
            failures++;
            answer = loginFrom(from, username, "not the password");
        }
        assertThat(failures).isBetween(BURST, 2 * BURST);
        return answer;
    }

    private static int refusal(String username, String from, String password) {
        return Integer.parseInt(loginFrom(from, username, password)
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", matchesRegex("[1-9][0-9]*"))
                .body("type", equalTo("urn:signet:problem:too-many-attempts"))
                .extract()
                .header("Retry-After"));
    }

    @Test
    void afterTooManyFailuresNotEvenTheRightPasswordHelpsUntilTheTimeThatIsSaid() {
        double before = throttled();
        exhaust(name, "127.0.0.1");
        int wait = refusal(name, "127.0.0.1", TestUsers.PASSWORD);
        assertThat(wait).isBetween(1, 60);
        assertThat(throttled()).isEqualTo(before + 2);

        clock.advance(Duration.ofSeconds(wait));
        login(name, TestUsers.PASSWORD).then().statusCode(200);
    }

    private double throttled() {
        return meters.counter("signet.logins", "outcome", "throttled").count();
    }

    @Test
    void successClears() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < BURST - 1; i++) {
                assertThat(guess(name, "127.0.0.1")).isEqualTo(401);
            }
            login(name, TestUsers.PASSWORD).then().statusCode(200);
        }
        assertThat(guess(name, "127.0.0.2")).isEqualTo(401);
        exhaust(name, "127.0.0.3");
    }

    @Test
    void throttlingTellsNotWhetherThereIsAnAccountNorWhetherItsUserComesFromHere() {
        Response nobody = exhaust(users.freshName(), "127.0.0.1");
        Response stranger = exhaust(name, "127.0.0.1");
        String familiar = users.user(users.freshName()).create();
        login(familiar, TestUsers.PASSWORD).then().statusCode(200);
        Response known = exhaust(familiar, "127.0.0.1");
        assertThat(stranger.asString()).isEqualTo(nobody.asString()).isEqualTo(known.asString());
        for (Response answer : List.of(nobody, stranger, known)) {
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        }
    }

    @Test
    void unknownUsersAreThrottledLikeKnownOnesInAnySpelling() {
        String nobody = users.freshName();
        exhaust(nobody, "127.0.0.1");
        refusal(nobody.toUpperCase(Locale.ROOT), "127.0.0.1", "not the password");
        assertThat(guess(users.freshName(), "127.0.0.1")).isEqualTo(401);
    }

    @Test
    void strangersElsewhereDoNotLockTheUserOut() {
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        int failures = 0;
        int status = guess(name, "127.0.0.2");
        while (status == 401 && failures <= 2 * UNFAMILIAR_BURST) {
            failures++;
            status = guess(name, "127.0.0." + (2 + failures / BURST));
        }
        assertThat(status).isEqualTo(429);
        assertThat(failures).isBetween(UNFAMILIAR_BURST, 2 * UNFAMILIAR_BURST);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
    }

    @Test
    void guessesAtOnceAreNotMoreThanTheBurst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            Callable<Integer> guess = () -> login(name, "not the password").statusCode();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(50, guess))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(401, 429);
            // a slow machine gives time for another one each minute
            assertThat(Collections.frequency(statuses, 401)).isBetween(BURST, BURST + 3);
        } finally {
            threads.shutdownNow();
        }
    }
}
