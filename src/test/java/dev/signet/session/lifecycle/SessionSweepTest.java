package dev.signet.session.lifecycle;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.replica.CleanUp;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionSweepTest {
    @Inject
    CleanUp cleanUp;

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    @Inject
    MutableClock clock;

    @Inject
    MeterRegistry meters;

    @Test
    void sessionsThatAreOverAreRemovedAndNoOthers() {
        String user = users.user(users.freshName()).create();
        tokens(login(user, TestUsers.PASSWORD));
        Tokens alive = tokens(login(user, TestUsers.PASSWORD));
        clock.advance(Duration.ofDays(13));
        alive = tokens(refresh(alive.refreshToken()));
        logout(tokens(login(user, TestUsers.PASSWORD)).accessToken());
        clock.advance(Duration.ofDays(1));
        assertThat(sessions.count(user)).isEqualTo(3);

        cleanUp.run();

        assertThat(sessions.count(user)).isEqualTo(1);
        assertThat(meters.get("signet.cleanup.obsolete")
                        .tag("rows", "session")
                        .gauge()
                        .value())
                .isZero();
        tokens(refresh(alive.refreshToken()));
    }

    @Test
    void sessionThatLastedItsTimeIsRemovedHoweverItWasUsed() {
        String user = users.user(users.freshName()).create();
        Tokens latest = tokens(login(user, TestUsers.PASSWORD));
        for (int i = 0; i < 8; i++) {
            clock.advance(Duration.ofDays(11));
            latest = tokens(refresh(latest.refreshToken()));
        }
        cleanUp.run();
        assertThat(sessions.count(user)).isEqualTo(1);
        clock.advance(Duration.ofDays(2));
        cleanUp.run();
        assertThat(sessions.count(user)).isZero();
        refresh(latest.refreshToken()).then().statusCode(401);
    }
}
