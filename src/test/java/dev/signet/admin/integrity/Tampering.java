package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.Sql;
import dev.signet.testsupport.OwnerDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Whoever owns the database, and has no encryption key; and who puts everything back afterwards. */
@ApplicationScoped
@NullUnmarked
class Tampering {
    private static final List<String> TABLES = List.of("audit_event", "audit_unsealed", "audit_seal", "audit_chain");

    /** Following that many takes no time. */
    private static final int FEW_EVENTS = 200;

    private final OwnerDatabase database;
    private final TrailWatch watch;
    private final Sealing sealing;
    private final Sql sql;
    private final AuditLog audit;
    private final AuditMac mac;

    Tampering(OwnerDatabase database, TrailWatch watch, Sealing sealing, Sql sql, AuditLog audit, AuditMac mac) {
        this.database = database;
        this.watch = watch;
        this.sealing = sealing;
        this.sql = sql;
        this.audit = audit;
        this.mac = mac;
    }

    /** Lets the thousands of events of other tests go, as retention does: each test here follows and copies the whole trail. */
    void shorten() {
        if (Long.parseLong(query("select count(*) from audit_event")) > FEW_EVENTS) {
            sealing.run();
            Retention all = new Retention(
                    sql,
                    audit,
                    mac,
                    new AuditIntegrityTest.Settings(Duration.ofHours(1), Optional.of(Duration.ofDays(1))),
                    Clock.fixed(Instant.now().plus(Duration.ofDays(10_000)), ZoneOffset.UTC));
            QuarkusTransaction.requiringNew().run(() -> all.remove(Integer.MAX_VALUE));
        }
    }

    /** Does something that the triggers forbid. Each {@code ?} is the argument of its place. */
    void execute(String sql, Object... arguments) {
        try (var connection = database.connection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            try (var tampering = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    tampering.setObject(i + 1, arguments[i]);
                }
                tampering.execute();
            }
            for (String table : TABLES) {
                statement.execute("alter table " + table + " enable trigger user");
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something without dropping any trigger. */
    void attempt(String sql) throws SQLException {
        database.execute(sql);
    }

    String query(String sql, Object... arguments) {
        try (var connection = database.connection();
                var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setObject(i + 1, arguments[i]);
            }
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps others from the table until it is closed. */
    Connection lock(String table) throws SQLException {
        Connection connection = database.connection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return connection;
    }

    void remember() {
        for (String table : TABLES) {
            execute("drop table if exists remembered_" + table);
            execute("create table remembered_" + table + " as table " + table);
        }
    }

    /** The trail as it was. Replicas that have seen more of it notice that. */
    void putBack() {
        for (String table : TABLES) {
            execute("truncate " + table);
            execute("insert into " + table + " select * from remembered_" + table);
        }
    }

    /** As {@link #putBack}, and an administrator acknowledges it. */
    void undo() {
        putBack();
        for (String table : TABLES) {
            execute("drop table remembered_" + table);
        }
        watch.look();
        watch.cut().map(ChainCut::id).ifPresent(watch::acknowledge);
        watch.look();
    }
}
