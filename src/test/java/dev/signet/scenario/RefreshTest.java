package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.key.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session goes on for as long as its refresh tokens are exchanged, and only in the hands that were given them. */
@QuarkusTest
class RefreshTest {
    private static final Duration GRACE = Duration.ofMinutes(10);

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    @Inject
    MutableClock clock;

    @Inject
    Keys keys;

    private String user;
    private Tokens first;
    private Instant loggedIn;

    @BeforeEach
    void aUserLogsIn() {
        user = users.user(users.freshName()).roles("auditor").create();
        first = tokens(login(user, TestUsers.PASSWORD));
        loggedIn = clock.instant();
    }

    private void daysPass(int days) {
        clock.advance(Duration.ofDays(days));
        keys.refresh();
    }

    private static void refused(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:invalid-refresh-token"));
    }

    private static void dead(String accessToken) {
        me(accessToken).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
    }

    @Test
    void refreshGivesATokenThatWorksAndASuccessorThatRefreshes() {
        Response answer = refresh(first.refreshToken());
        answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("refresh_expires_in", greaterThan((int)
                        Duration.ofDays(13).toSeconds()))
                .body("scope", equalTo("api"));
        Tokens second = tokens(answer);
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        me(second.accessToken()).then().statusCode(200).body("username", equalTo(user));
        me(first.accessToken()).then().statusCode(200);
        tokens(refresh(second.refreshToken()));
        assertThat(sessions.count(user)).isEqualTo(1);
    }

    @Test
    void sessionIdAndTimeOfAuthenticationStayTheSame() throws Exception {
        clock.advance(Duration.ofMinutes(5));
        Tokens second = tokens(refresh(first.refreshToken()));
        for (String claim : List.of("sid", "auth_time", "sub", "client_id")) {
            assertThat(claim(second, claim)).as(claim).isEqualTo(claim(first, claim));
        }
        assertThat(claim(second, "jti")).isNotEqualTo(claim(first, "jti"));
        assertThat(claim(second, "iat")).isNotEqualTo(claim(first, "iat"));
    }

    private static Object claim(Tokens tokens, String name) throws ParseException {
        return SignedJWT.parse(tokens.accessToken())
                .getJWTClaimsSet()
                .toJSONObject()
                .get(name);
    }

    @Test
    void tokenThatTheDatabaseForgotEndsTheSessionSoThatSpentOnesStaySpent() {
        Tokens second = tokens(refresh(first.refreshToken()));
        Tokens third = tokens(refresh(second.refreshToken()));
        sessions.restore(user);
        refused(refresh(third.refreshToken()));
        refused(refresh(first.refreshToken()));
        dead(third.accessToken());
    }

    @Test
    void sessionsOfAUserAreBounded() {
        sessions.copy(user, 1200);
        Tokens another = tokens(login(user, TestUsers.PASSWORD));
        assertThat(sessions.live(user)).isEqualTo(1000);
        tokens(refresh(first.refreshToken()));
        tokens(refresh(another.refreshToken()));
    }

    @Test
    void lostAnswerIsGivenAgainAfterARestartOfTwoMinutes() {
        Tokens lost = tokens(refresh(first.refreshToken()));
        clock.advance(Duration.ofMinutes(2));
        Tokens again = tokens(refresh(first.refreshToken()));
        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        assertThat(again.accessToken()).isNotEqualTo(lost.accessToken());
        me(again.accessToken()).then().statusCode(200);
        tokens(refresh(again.refreshToken()));
    }

    @Test
    void answerThatWasLostWithTheVersionBeforeThisOneIsGivenAgain() {
        Tokens lost = tokens(refresh(first.refreshToken()));
        sessions.forgetWhoRotated(user);
        assertThat(tokens(refresh(first.refreshToken())).refreshToken()).isEqualTo(lost.refreshToken());
    }

    @Test
    void tokenThatComesAgainWhenTheGraceIsOverEndsTheSession() {
        Tokens owner = tokens(refresh(first.refreshToken()));
        clock.advance(GRACE);
        refused(refresh(first.refreshToken()));
        refused(refresh(owner.refreshToken()));
        assertThat(sessions.live(user)).isZero();
        assertThat(sessions.audited("session.reuse", users.id(user))).isEqualTo(1);
    }

    @Test
    void ownerWhoComesAfterAThiefWhoWentOnEndsTheSession() {
        Tokens thief = tokens(refresh(first.refreshToken()));
        tokens(refresh(thief.refreshToken()));
        refused(refresh(first.refreshToken()));
        dead(thief.accessToken());
        refused(refresh(thief.refreshToken()));
    }

    @Test
    void oldTokenIsRecognisedHoweverOldItIs() {
        Tokens latest = first;
        for (int i = 0; i < 5; i++) {
            daysPass(1);
            latest = tokens(refresh(latest.refreshToken()));
        }
        refused(refresh(first.refreshToken()));
        refused(refresh(latest.refreshToken()));
    }

    @Test
    void fiftyParallelRefreshesOfOneTokenGiveOneSuccessor() throws Exception {
        List<Response> answers = parallel(50, () -> refresh(first.refreshToken()));
        Set<String> successors =
                answers.stream().map(answer -> tokens(answer).refreshToken()).collect(Collectors.toSet());
        assertThat(successors).hasSize(1);
        assertThat(sessions.count(user)).isEqualTo(1);
        tokens(refresh(successors.iterator().next()));
    }

    @Test
    void logOutWinsEveryRaceWithRefreshes() throws Exception {
        Callable<Response> refresh = () -> refresh(first.refreshToken());
        Callable<Response> logout = () -> logout(first.accessToken());
        List<Response> answers =
                parallel(Stream.concat(Stream.generate(() -> refresh).limit(12), Stream.of(logout))
                        .toList());
        answers.get(12).then().statusCode(204);
        for (Response answer : answers.subList(0, 12)) {
            if (answer.statusCode() == 200) {
                dead(answer.path("access_token"));
                refused(refresh(answer.path("refresh_token")));
            } else {
                refused(answer);
            }
        }
    }

    @Test
    void sessionThatWasIdleForTooLongIsOver() {
        clock.advance(Duration.ofDays(14).minusMinutes(1));
        Tokens late = tokens(refresh(first.refreshToken()));
        clock.advance(Duration.ofDays(14));
        refused(refresh(late.refreshToken()));
    }

    @Test
    void sessionIsOverHoweverOftenItIsRefreshedAndItsLastTokensWithIt() {
        Tokens latest = first;
        for (int day = 0; day < 85; day += 5) {
            daysPass(5);
            latest = tokens(refresh(latest.refreshToken()));
        }
        clock.advance(Duration.between(
                clock.instant(), loggedIn.plus(Duration.ofDays(90)).minusSeconds(60)));
        Response last = refresh(latest.refreshToken());
        last.then().body("expires_in", lessThanOrEqualTo(60)).body("refresh_expires_in", lessThanOrEqualTo(60));
        clock.advance(Duration.ofSeconds(60));
        refused(refresh(tokens(last).refreshToken()));
        me(tokens(last).accessToken()).then().statusCode(401).body("name", equalTo("TokenExpiredError"));
    }

    @Test
    void manyRefreshesAreOneRow() {
        Tokens latest = first;
        for (int i = 0; i < 50; i++) {
            latest = tokens(refresh(latest.refreshToken()));
        }
        assertThat(sessions.count(user)).isEqualTo(1);
        tokens(refresh(latest.refreshToken()));
    }

    static List<Response> parallel(int times, Callable<Response> call) throws InterruptedException {
        return parallel(Stream.generate(() -> call).limit(times).toList());
    }

    private static List<Response> parallel(List<Callable<Response>> calls) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            return threads.invokeAll(calls).stream().map(RefreshTest::result).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static Response result(Future<Response> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
