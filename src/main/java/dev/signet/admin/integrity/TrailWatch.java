package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far the chain went. If seals are cut off at the end, together with the row that says where the end is, the database
 * shows nothing; the memory of a running replica does. All replicas tell what one has noticed, until an administrator acknowledges
 * it.
 */
@ApplicationScoped
class TrailWatch {
    static final String ACKNOWLEDGE = "audit.acknowledge";

    private static final Logger LOG = Logger.getLogger(TrailWatch.class);

    private final Sql database;
    private final ChainTable table;
    private final AuditLog audit;
    private final AuditMac mac;
    private final Clock clock;
    private ChainHead seen = ChainHead.NONE;
    private Instant seenAt = Instant.EPOCH;
    private volatile @Nullable ChainCut cut;

    TrailWatch(Sql database, AuditLog audit, AuditMac mac, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.table = database.of(ChainTable.class);
        this.audit = audit;
        this.mac = mac;
        this.clock = clock;
        Gauge.builder("signet.audit.cut", this, watch -> watch.cut == null ? 0 : 1)
                .description(
                        "1 while the audit trail is known to have been cut, and no administrator has acknowledged it")
                .strongReference(true)
                .register(meters);
    }

    /** What was noticed, by whichever replica, and is not acknowledged yet; as of the last {@link #look}. */
    Optional<ChainCut> cut() {
        return Optional.ofNullable(cut);
    }

    /** Compares the chain with what was seen of it before, and what this replica has noticed with what others have. */
    synchronized void look() {
        Optional<StoredCut> known = QuarkusTransaction.requiringNew().call(() -> {
            place().ifPresent(this::compare);
            return stored();
        });
        if (mustBeTold(known)) {
            QuarkusTransaction.requiringNew().run(this::tell);
        } else {
            take(known);
        }
    }

    /** Empty if the row that says where the chain is was changed or removed: verification shows that by itself. */
    private Optional<ChainTable.Place> place() {
        Optional<ChainTable.Place> place = table.place(seen.number());
        return place.isEmpty() && !table.anySeal()
                ? Optional.of(new ChainTable.Place(ChainEnds.none(mac), null))
                : place.filter(found -> found.ends().genuine(mac));
    }

    private void compare(ChainTable.Place place) {
        ChainHead end = place.ends().end();
        if (!place.continues(seen)) {
            LOG.errorf(
                    "The audit trail was cut, or the database restored: it reached seal %s and now ends with %s",
                    seen, end);
            cut = new ChainCut(UUID.randomUUID(), seen, seenAt, end, now());
        }
        seen = end;
        seenAt = now();
    }

    /** This replica has made the chain that long. */
    synchronized void saw(ChainHead end) {
        if (end.number() > seen.number()) {
            seen = end;
            seenAt = now();
        }
    }

    private Instant now() {
        // as the database keeps it
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Optional<StoredCut> stored() {
        return table.cut().filter(row -> row.genuine(mac));
    }

    /** Whether what this replica knows is missing in the database: it was not written yet, or it was removed. */
    private boolean mustBeTold(Optional<StoredCut> known) {
        ChainCut mine = cut;
        return mine != null
                && known.filter(row -> row.cut().equals(mine.id())
                                || (!row.acknowledged()
                                        && row.seenNumber() >= mine.seen().number()))
                        .isEmpty();
    }

    private void take(Optional<StoredCut> known) {
        cut = known.filter(row -> !row.acknowledged()).map(StoredCut::found).orElse(null);
    }

    /** One replica at a time. Of several that notice the same, the highest head stays. */
    private void tell() {
        database.hold(ReplicaLock.AUDIT_CHAIN);
        audit.asSystem();
        ChainCut mine = cut;
        if (mine == null || !mustBeTold(stored())) {
            return;
        }
        table.save(StoredCut.of(mine, false, mac));
        audit.record("audit.cut", mine.id().toString(), Outcome.FAILURE, told(mine));
    }

    private static Map<String, Object> told(ChainCut cut) {
        return Map.of(
                "seen", Map.of("seal", cut.seen().number(), "hash", cut.seen().hash()),
                "seenAt", cut.seenAt(),
                "found",
                        Map.of("seal", cut.found().number(), "hash", cut.found().hash()),
                "noticedAt", cut.noticedAt());
    }

    /**
     * Ends the alarm. It can be repeated safely.
     *
     * @throws DomainException 404 if it is not the cut that was noticed last
     */
    @Transactional
    ChainCut acknowledge(UUID id) {
        database.hold(ReplicaLock.AUDIT_CHAIN);
        StoredCut row = stored().filter(known -> known.cut().equals(id)).orElseThrow(TrailWatch::unknown);
        if (!row.acknowledged()) {
            table.save(StoredCut.of(row.found(), true, mac));
            audit.record(ACKNOWLEDGE, id.toString(), Outcome.SUCCESS, told(row.found()));
        }
        return row.found();
    }

    private static DomainException unknown() {
        return ProblemType.NOT_FOUND.refusal(
                "This is not the cut that was noticed last: GET /api/admin/audit-events/verification names that one.");
    }
}
