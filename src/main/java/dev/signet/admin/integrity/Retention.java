package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.admin.integrity.ChainWalk.Break;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the oldest part of the chain go, if it is to be kept for a time only: whole days, what is in one piece from the
 * beginning on, and nothing that is broken.
 */
@ApplicationScoped
class Retention {
    private final Sql database;
    private final ChainTable table;
    private final AuditLog audit;
    private final AuditMac mac;
    private final Optional<Duration> kept;
    private final Clock clock;

    Retention(Sql database, AuditLog audit, AuditMac mac, ChainConfig config, Clock clock) {
        this.database = database;
        this.table = database.of(ChainTable.class);
        this.audit = audit;
        this.mac = mac;
        this.kept = config.retention();
        this.clock = clock;
    }

    @Produces
    @Singleton
    Sweep sweep() {
        return new Sweep("audit-event", Set.of("audit_event", "audit_seal"), this::remove, this::obsolete);
    }

    /** @throws IllegalStateException when the chain is broken where it begins: that stays to be looked into */
    int remove(int atMost) {
        return endOfRetention().map(end -> remove(end, atMost)).orElse(0);
    }

    private int remove(Instant end, int atMost) {
        database.hold(ReplicaLock.AUDIT_CHAIN);
        Optional<ChainEnds> known = table.ends();
        if (known.isEmpty()) {
            return 0;
        }
        ChainEnds ends = known.get();
        if (!ends.genuine(mac)) {
            throw new IllegalStateException("The row of audit_chain was altered: nothing is removed");
        }
        ChainHead start = ends.start();
        ChainHead passed = follow(start, end, atMost);
        int removed = (int) (passed.number() - start.number());
        if (removed > 0) {
            table.save(ends.startingAfter(passed, mac));
            table.removeEvents(passed.number());
            table.removeSeals(passed.number());
            audit.record(
                    "audit.retain",
                    "audit-events",
                    Outcome.SUCCESS,
                    Map.of("removed", removed, "before", end, "seal", passed.number()));
        }
        return removed;
    }

    private ChainHead follow(ChainHead start, Instant end, int atMost) {
        ChainWalk walk = new ChainWalk(start, mac);
        for (Seal.OfEvent next : table.after(start.number(), atMost)) {
            if (next.event() != null && !next.event().at().isBefore(end)) {
                break;
            }
            Optional<Break> broken = walk.step(next);
            if (broken.isPresent() && walk.head().equals(start)) {
                throw new IllegalStateException("The audit trail is broken at event "
                        + broken.get().event() + ", so nothing from there on is removed. "
                        + broken.get().reason());
            }
            if (broken.isPresent()) {
                break;
            }
        }
        return walk.head();
    }

    long obsolete() {
        return endOfRetention().map(table::countBefore).orElse(0L);
    }

    private Optional<Instant> endOfRetention() {
        return kept.map(time -> clock.instant().minus(time).truncatedTo(ChronoUnit.DAYS));
    }
}
