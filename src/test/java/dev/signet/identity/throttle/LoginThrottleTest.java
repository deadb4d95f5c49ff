package dev.signet.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.base.database.Sql;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.http.Network;
import dev.signet.testsupport.MutableClock;
import dev.signet.token.secret.ServerSecret;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside the server: replicas of its throttle with rates that are quickly exceeded. */
@QuarkusTest
class LoginThrottleTest {
    private static final String HERE = "192.0.2.1";
    /** Long, so that nothing comes back while a slow machine works. */
    private static final Duration INTERVAL = Duration.ofHours(1);

    private static final int SUCCESSES = 30;

    @Inject
    Sql sql;

    @Inject
    ThrottleTransactions transactions;

    @Inject
    ServerSecret secret;

    @Inject
    CurrentRequest request;

    @Inject
    MutableClock clock;

    @Inject
    AgroalDataSource database;

    private LoginThrottle throttle;
    private LoginThrottle replica;
    private String account;
    private UUID credential;

    @BeforeEach
    void twoReplicas() {
        // whatever earlier tests took has come back
        clock.advance(Duration.ofDays(1));
        throttle = replica();
        replica = replica();
        account = "account-" + UUID.randomUUID();
        credential = UUID.randomUUID();
    }

    private LoginThrottle replica() {
        return replica(clock);
    }

    private LoginThrottle replica(Clock itsClock) {
        return replica(itsClock, 100, 100);
    }

    private LoginThrottle replica(Clock itsClock, int addressAtOnce, int accountAtOnce) {
        ThrottleLimits limits = new ThrottleLimits(
                new Rate(8, INTERVAL),
                new Rate(3, INTERVAL),
                new Rate(SUCCESSES, INTERVAL),
                new Rate(5, INTERVAL),
                addressAtOnce,
                accountAtOnce,
                Duration.ofDays(30));
        return new LoginThrottle(sql, transactions, new Buckets(secret, limits), request, limits, itsClock);
    }

    private void succeed(LoginThrottle at, LoginThrottle.Attempt<UUID> attempt) {
        at.succeeded(attempt, attempt.user().orElseThrow(), (counted, right) -> sql.of(Counting.class)
                .succeeded(counted, right));
    }

    private LoginThrottle.Attempt<UUID> begin(LoginThrottle at, String who, String from) {
        return at.begin(who, Counting.of(sql, credential), Network.of(from));
    }

    private LoginThrottle.Attempt<UUID> fail(LoginThrottle at, String who, String from) {
        try (var attempt = begin(at, who, from)) {
            return attempt;
        }
    }

    private void succeed(String from) {
        LoginThrottle.Attempt<UUID> attempt = fail(throttle, account, from);
        succeed(throttle, attempt);
    }

    private void refused(LoginThrottle at, String who, String from) {
        assertThatThrownBy(() -> fail(at, who, from)).isInstanceOf(TooManyAttemptsException.class);
    }

    @Test
    void replicasCountTogether() {
        fail(throttle, account, HERE);
        fail(replica, account, HERE);
        fail(throttle, account, HERE);
        refused(throttle, account, HERE);
        refused(replica, account, HERE);
    }

    @Test
    void refusedAttemptCountsNowhereAndSaysWhenTheNextIsAllowed() {
        IntStream.range(0, 3).forEach(i -> fail(throttle, account, HERE));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> fail(throttle, account, HERE))
                    .isInstanceOfSatisfying(TooManyAttemptsException.class, e -> assertThat(
                                    Integer.parseInt(e.headers().get("Retry-After")))
                            .isBetween(1, 3600));
        }
        clock.advance(INTERVAL);
        fail(throttle, account, HERE);
        refused(throttle, account, HERE);
        // the address still has what the refused ones would have used up
        fail(throttle, account + " another", HERE);
    }

    @Test
    void anAddressIsBoundWhateverTheAccount() {
        for (int i = 0; i < 8; i++) {
            fail(throttle, account + i, "2001:db8::" + i);
        }
        refused(throttle, account + "more", "2001:db8::ffff");
        fail(throttle, account + "more", "2001:db8:0:1::1");
    }

    @Test
    void strangersEverywhereTogetherAreBoundAndDoNotLockTheUserOut() {
        succeed(HERE);
        for (int i = 0; i < 5; i++) {
            fail(throttle, account, "198.51.100." + i);
        }
        refused(throttle, account, "198.51.100.99");
        succeed(HERE);
    }

    @Test
    void anAddressIsFamiliarForAsLongAsItIsUsed() {
        succeed(HERE);
        clock.advance(Duration.ofDays(29));
        succeed(HERE);
        clock.advance(Duration.ofDays(29));
        exhaustUnfamiliar();
        succeed(HERE);
        clock.advance(Duration.ofDays(31));
        exhaustUnfamiliar();
        refused(throttle, account, HERE);
    }

    @Test
    void anAddressIsFamiliarToTheCredentialThatWasRightThereOnly() {
        succeed(HERE);
        LoginThrottle.Attempt<UUID> overtaken = fail(throttle, account, HERE);
        credential = UUID.randomUUID();
        exhaustUnfamiliar();
        refused(throttle, account, HERE);
        succeed(throttle, overtaken);
        refused(throttle, account, HERE);
    }

    @Test
    void whereAUserReplacedTheCredentialTheAddressStaysFamiliar() {
        String elsewhere = "192.0.2.99";
        succeed("unknown");
        succeed(elsewhere);
        UUID before = credential;
        credential = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> throttle.replaced(account, before, credential));
        exhaustUnfamiliar();
        succeed("unknown");
        refused(throttle, account, elsewhere);
    }

    private void exhaustUnfamiliar() {
        IntStream.range(0, 5).forEach(i -> fail(throttle, account, "198.51.100." + i));
    }

    @Test
    void successAndAbandonedAttemptsAreTakenBack() {
        for (int i = 0; i < 20; i++) {
            succeed(HERE);
            succeed("192.0.2." + i);
            LoginThrottle.Attempt<UUID> unchecked = fail(throttle, account, "203.0.113.1");
            throttle.abandoned(unchecked);
        }
    }

    @Test
    void successForgivesFailuresFromThatAddressOnly() {
        fail(throttle, account, HERE);
        fail(throttle, account, HERE);
        succeed(HERE);
        IntStream.range(0, 3).forEach(i -> fail(throttle, account, HERE));
        refused(throttle, account, HERE);
    }

    @Test
    void whatWasJustRefusedIsRefusedAgainWithoutTheDatabase() throws Exception {
        // a moment that lasts as long as a slow machine needs
        throttle = replica(Clock.fixed(clock.instant(), ZoneOffset.UTC));
        IntStream.range(0, 3).forEach(i -> fail(throttle, account, HERE));
        refused(throttle, account, HERE);
        IntStream.range(0, 5).forEach(i -> fail(throttle, account + i, HERE));
        refused(throttle, account + "more", HERE);
        try (var connection = database.getConnection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table login_throttle");
            assertThatThrownBy(() -> fail(throttle, account, HERE))
                    .isInstanceOfSatisfying(TooManyAttemptsException.class, e -> assertThat(
                                    Integer.parseInt(e.headers().get("Retry-After")))
                            .isGreaterThan(3500));
            refused(throttle, account + "again another", HERE);
            connection.rollback();
        }
    }

    @Test
    void whatIsUnderWayCountsAgainstTheBurstWithoutTheDatabase() throws Exception {
        var first = begin(throttle, account, HERE);
        begin(throttle, account, HERE);
        begin(throttle, account, HERE);
        try (var connection = database.getConnection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table login_throttle");
            refused(throttle, account, HERE);
            connection.rollback();
        }
        throttle.abandoned(first);
        first.close();
        fail(throttle, account, HERE);
        refused(throttle, account, HERE);
    }

    @Test
    void anAddressHasSoManyPlacesWhateverTheAccount() {
        throttle = replica(clock, 2, 100);
        var first = begin(throttle, account, HERE);
        begin(throttle, account + "another", HERE);
        refusedForAMoment(account + "more", HERE);
        begin(throttle, account + "more", "198.51.100.1");
        first.close();
        begin(throttle, account + "more", HERE);
    }

    @Test
    void anAccountHasSoManyPlacesWhereItsUserComesFromAndAsManyElsewhere() {
        String home = "192.0.2.2";
        succeed(HERE);
        succeed(home);
        throttle = replica(clock, 100, 2);
        begin(throttle, account, "198.51.100.1");
        begin(throttle, account, "198.51.100.2");
        refusedForAMoment(account, "198.51.100.3");
        var first = begin(throttle, account, HERE);
        begin(throttle, account, home);
        refusedForAMoment(account, HERE);
        first.close();
        begin(throttle, account, home);
    }

    /** It counted nowhere: as many may follow as before. */
    private void refusedForAMoment(String who, String from) {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> begin(throttle, who, from))
                    .isInstanceOfSatisfying(TooManyAttemptsException.class, e -> assertThat(e.headers())
                            .containsEntry("Retry-After", "1"));
        }
    }

    @Test
    void successesAreRatedToo() {
        IntStream.range(0, SUCCESSES).forEach(i -> succeed(HERE));
        refused(throttle, account, HERE);
        assertThatThrownBy(() -> fail(replica, account, HERE))
                .isInstanceOfSatisfying(TooManyAttemptsException.class, e -> assertThat(
                                Integer.parseInt(e.headers().get("Retry-After")))
                        .isBetween(1, 3600));
        succeed("192.0.2.2");
        clock.advance(INTERVAL);
        succeed(HERE);
        refused(throttle, account, HERE);
    }

    @Test
    void successesThatAWrongClockCountedDoNotLockOut() {
        LoginThrottle ahead = replica(Clock.offset(clock, Duration.ofDays(10)));
        LoginThrottle.Attempt<UUID> attempt = fail(ahead, account, HERE);
        IntStream.range(0, SUCCESSES).forEach(i -> succeed(ahead, attempt));
        succeed(HERE);
    }

    @Test
    void whatAnotherReplicaClearedIsOpenHereAMomentLater() {
        LoginThrottle.Attempt<UUID> right = fail(replica, account, HERE);
        IntStream.range(0, 2).forEach(i -> fail(throttle, account, HERE));
        refused(throttle, account, HERE);
        succeed(replica, right);
        clock.advance(RecentRefusals.MOMENT);
        fail(throttle, account, HERE);
    }

    @Test
    void successClearsAtOnceWhereItHappens() {
        LoginThrottle.Attempt<UUID> right = fail(throttle, account, HERE);
        IntStream.range(0, 2).forEach(i -> fail(throttle, account, HERE));
        refused(throttle, account, HERE);
        succeed(throttle, right);
        fail(throttle, account, HERE);
    }

    @Test
    void whatAWrongClockTookIsNotTakenForAsLongAsItWasAhead() {
        LoginThrottle ahead = replica(Clock.offset(clock, Duration.ofDays(10)));
        IntStream.range(0, 3).forEach(i -> fail(ahead, account, HERE));
        fail(throttle, account, HERE);
        assertThatThrownBy(() -> fail(throttle, account, HERE))
                .isInstanceOfSatisfying(TooManyAttemptsException.class, e -> assertThat(
                                Integer.parseInt(e.headers().get("Retry-After")))
                        .isBetween(1, 3600));
        clock.advance(INTERVAL);
        fail(throttle, account, HERE);
    }

    @Test
    void clocksThatDifferALittleGiveNothingAway() {
        LoginThrottle ahead = replica(Clock.offset(clock, INTERVAL));
        IntStream.range(0, 3).forEach(i -> fail(ahead, account, HERE));
        refused(throttle, account, HERE);
    }

    @Test
    void attemptsAtOnceDoNotExceedTheRateOrWaitForEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                LoginThrottle at = i % 2 == 0 ? throttle : replica;
                String from = "198.51.100." + i % 7;
                attempts.add(() -> {
                    try {
                        fail(at, account, from);
                        return true;
                    } catch (TooManyAttemptsException e) {
                        return false;
                    }
                });
            }
            int counted = 0;
            for (Future<Boolean> attempt : threads.invokeAll(attempts, 1, TimeUnit.MINUTES)) {
                counted += attempt.get() ? 1 : 0;
            }
            assertThat(counted).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rowsThatCanNoLongerMatterAreSweptAndOthersKept() {
        fail(throttle, account, "203.0.113.1");
        succeed(HERE);
        sweep();
        assertThat(obsolete()).isZero();
        exhaustUnfamiliarButOne();
        clock.advance(Duration.ofHours(10));
        assertThat(obsolete()).isGreaterThanOrEqualTo(3);
        assertThat(sql.of(ThrottleTable.class).remove(clock.instant(), 1)).isEqualTo(1);
        sweep();
        assertThat(obsolete()).isZero();
        exhaustUnfamiliar();
        succeed(HERE);
    }

    private void exhaustUnfamiliarButOne() {
        IntStream.range(0, 3).forEach(i -> fail(throttle, account, "198.51.100." + i));
    }

    private long obsolete() {
        return sql.of(ThrottleTable.class).countObsolete(clock.instant());
    }

    private void sweep() {
        sql.of(ThrottleTable.class).remove(clock.instant(), 100_000);
    }

    @Test
    void whatWasTypedIsNotStored() throws Exception {
        fail(throttle, account, HERE);
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select bucket from login_throttle");
                var rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
            do {
                assertThat(rows.getString(1)).matches("[A-Za-z0-9_-]{43}");
            } while (rows.next());
        }
    }
}
