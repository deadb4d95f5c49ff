package dev.signet.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.LogLines;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
class OutageWatchTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SQLException outage = new SQLException("gone\nsecond line", "08006");

    @Inject
    AgroalDataSource pool;

    private OutageWatch watch;

    @BeforeEach
    void make() {
        watch = watch(pool);
    }

    /** One that does not look again by itself. */
    private OutageWatch watch(DataSource database) {
        return new OutageWatch(database, ((InstantSource) () -> now).withZone(ZoneOffset.UTC), Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void beginAndEndAreOneLineEachHoweverManyRequestsFail() {
        try (LogLines log = new LogLines(OutageWatch.class.getName())) {
            for (int i = 0; i < 100; i++) {
                assertThat(watch.noticed(new IllegalStateException(outage))).isTrue();
            }
            assertThat(watch.since()).contains(now);
            assertThat(log.with("is not available")).singleElement().asString().contains("gone (SQLSTATE 08006)");
            assertThat(log.with("second line")).isEmpty();
            watch.tryNow();
            assertThat(watch.since()).isEmpty();
            assertThat(log.with("is available again")).hasSize(1);
        }
    }

    @Test
    void databaseThatComesAndGoesIsOnePairOfLinesAMinute() {
        try (LogLines log = new LogLines(OutageWatch.class.getName())) {
            for (int i = 0; i < 10; i++) {
                watch.noticed(outage);
                watch.tryNow();
            }
            assertThat(log.with("The database")).hasSize(2);
            now = now.plus(Duration.ofMinutes(1));
            watch.noticed(outage);
            watch.tryNow();
            assertThat(log.with("The database")).hasSize(4);
        }
    }

    @Test
    void outageThatFollowsAnotherAtOnceIsToldWhenItLasts() {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setUrl(configured("jdbc.url"));
        away.setUser(configured("username"));
        away.setPassword(configured("password"));
        try (LogLines log = new LogLines(OutageWatch.class.getName());
                OutageWatch lasting = watch(away)) {
            lasting.noticed(outage);
            lasting.tryNow();
            assertThat(log.with("The database")).hasSize(2);
            now = now.plus(Duration.ofSeconds(30));
            away.setUrl("jdbc:postgresql://127.0.0.1:1/away");
            lasting.noticed(outage);
            lasting.tryNow();
            assertThat(log.with("is not available")).hasSize(1);
            now = now.plus(Duration.ofSeconds(30));
            lasting.tryNow();
            lasting.tryNow();
            assertThat(log.with("is not available")).hasSize(2);
        }
    }

    private static String configured(String name) {
        return ConfigProvider.getConfig().getValue("quarkus.datasource." + name, String.class);
    }

    @Test
    void whatIsNoOutageIsNone() {
        assertThat(watch.noticed(new IllegalStateException(new SQLException("unique", "23505"))))
                .isFalse();
        assertThat(watch.noticed(new IllegalStateException(new SQLException("no state"))))
                .isFalse();
        assertThat(watch.since()).isEmpty();
    }
}
