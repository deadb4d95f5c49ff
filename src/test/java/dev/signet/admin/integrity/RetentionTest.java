package dev.signet.admin.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.Sql;
import dev.signet.testsupport.MutableClock;
import dev.signet.token.key.Keys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class RetentionTest {
    private static final Duration KEPT = Duration.ofDays(30);

    private final String target = "retention-" + UUID.randomUUID();

    @Inject
    Keys keys;

    @Inject
    AuditLog audit;

    @Inject
    AuditMac mac;

    @Inject
    ChainWriter chain;

    @Inject
    Sql sql;

    @Inject
    Verification verification;

    @Inject
    MutableClock clock;

    @Inject
    Tampering database;

    private Sealing sealing;
    private Instant newest;

    @BeforeEach
    void aTrail() {
        // so that no step of a key that is due comes between
        keys.refresh();
        database.shorten();
        sealing = new Sealing(chain, watch(), sql, settings(Optional.empty()), new SimpleMeterRegistry());
        report("a");
        report("b");
        report("c");
        sealing.run();
        database.remember();
        newest = Instant.ofEpochSecond(
                Long.parseLong(database.query("select ceil(extract(epoch from max(at)))::bigint from audit_event")));
    }

    @AfterEach
    void asItWas() {
        database.undo();
    }

    @Test
    void withoutRetentionEverythingStays() {
        long before = events();
        Retention none =
                new Retention(sql, audit, mac, settings(Optional.empty()), at(newest.plus(Duration.ofDays(9999))));
        assertThat(remove(none, 1000)).isZero();
        assertThat(obsolete(none)).isZero();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void whatIsOlderGoesAndTheRestStaysVerifiable() {
        long before = events();
        Retention retention = retention(newest.plus(KEPT).plus(Duration.ofDays(1)));
        assertThat(obsolete(retention)).isEqualTo(before);
        assertThat(remove(retention, 1_000_000)).isEqualTo((int) before);
        // its own event, which is of now
        assertThat(obsolete(retention)).isEqualTo(1);

        report("d");
        sealing.run();
        Verification.Finding found = verification.verify(Optional.empty());
        assertThat(found.broken()).isEmpty();
        assertThat(found.head().number() - found.start().number()).isEqualTo(2);
        assertThat(database.query(
                        "select action || ' ' || actor || ' ' || change from audit_event where action like 'audit.%'"))
                .startsWith("audit.retain system {")
                .contains("\"removed\":" + before);
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void eventsOfTheDayInWhichTheTimeIsOverStay() {
        Instant lastMoment = newest.plus(KEPT)
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(1))
                .minusMillis(1);
        remove(retention(lastMoment), 1_000_000);
        assertThat(database.query("select count(*) from audit_event where target like ?", target + "%"))
                .isEqualTo("3");
        remove(retention(lastMoment.plusMillis(1)), 1_000_000);
        assertThat(database.query("select count(*) from audit_event where target like ?", target + "%"))
                .isEqualTo("0");
    }

    @Test
    void aPartAtATimeGoesFromTheOldestOn() {
        long before = events();
        Retention retention = retention(newest.plus(Duration.ofDays(31)));
        assertThat(remove(retention, 2)).isEqualTo(2);
        sealing.run();
        Verification.Finding found = verification.verify(Optional.empty());
        assertThat(found.broken()).isEmpty();
        assertThat(events()).isEqualTo(before - 2 + 1);
        assertThat(remove(retention, 1)).isEqualTo(1);
        assertThat(verification.verify(Optional.empty()).broken()).isEmpty();
    }

    @Test
    void whatIsNotSealedYetStays() {
        report("unsealed");
        remove(retention(newest.plus(Duration.ofDays(33))), 1_000_000);
        assertThat(database.query("select target from audit_event where target = ?", target + "unsealed"))
                .isNotNull();
        sealing.run();
        assertThat(verification.verify(Optional.empty()).broken()).isEmpty();
    }

    @Test
    void whatIsBrokenStaysAndAllAfterIt() {
        database.execute("update audit_event set outcome = 'failure' where target = ?", target + "b");
        Retention retention = retention(newest.plus(Duration.ofDays(31)));
        long before = events();
        assertThat(remove(retention, 1_000_000)).isEqualTo((int) before - 2);
        assertThatThrownBy(() -> remove(retention, 1_000_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken at event");
        assertThat(database.query("select count(*) from audit_event where target like ?", target + "%"))
                .isEqualTo("2");
        assertThat(verification.verify(Optional.empty()).broken()).isPresent();
    }

    @Test
    void forgedBeginningIsNotMadeGood() {
        database.execute("update audit_chain set start_number = end_number, start_hash = end_hash");
        database.execute("delete from audit_event where target = ?", target + "a");
        assertThatThrownBy(() -> remove(retention(newest.plus(Duration.ofDays(31))), 10))
                .isInstanceOf(IllegalStateException.class);
        assertThat(verification.verify(Optional.empty()).broken()).isPresent();
    }

    private TrailWatch watch() {
        return new TrailWatch(sql, audit, mac, clock, new SimpleMeterRegistry());
    }

    private Retention retention(Instant now) {
        return new Retention(sql, audit, mac, settings(Optional.of(KEPT)), at(now));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static ChainConfig settings(Optional<Duration> retention) {
        return new AuditIntegrityTest.Settings(Duration.ofHours(1), retention);
    }

    private static int remove(Retention retention, int atMost) {
        return QuarkusTransaction.requiringNew().call(() -> retention.remove(atMost));
    }

    private static long obsolete(Retention retention) {
        return QuarkusTransaction.requiringNew().call(retention::obsolete);
    }

    private void report(String suffix) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record("test.report", target + suffix, Outcome.SUCCESS, Map.of()));
    }

    private long events() {
        return Long.parseLong(database.query("select count(*) from audit_event"));
    }
}
