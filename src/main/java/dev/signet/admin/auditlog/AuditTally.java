package dev.signet.admin.auditlog;

import dev.signet.admin.audit.CurrentOrigin;
import dev.signet.admin.audit.EventOrigin;
import dev.signet.admin.audit.EventText;
import dev.signet.admin.audit.Outcome;
import dev.signet.base.database.Complaint;
import dev.signet.base.replica.Periodic;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Reports what anybody can cause as often as they like: failed log-ins, denials, uses of clients. It is
 * counted in memory and written every few seconds, one event for each actor, place, action and target with {@code count},
 * {@code first} and {@code last}, so that nobody fills the table. What a process has not written when it is killed is lost.
 */
@ApplicationScoped
public class AuditTally {
    private static final Logger LOG = Logger.getLogger(AuditTally.class);

    private final AuditLog audit;
    private final CurrentOrigin origin;
    private final Clock clock;
    private final Duration pause;
    private final Tallies tallies;
    private final Periodic flushes = new Periodic("signet-audit-tally", this::flush);
    private final Complaint complaint = new Complaint(
            LOG, "Audit events that were counted wait", "Audit events that were counted could not be written");

    AuditTally(AuditLog audit, CurrentOrigin origin, Tallies tallies, AuditConfig config, Clock clock) {
        this.audit = audit;
        this.tallies = tallies;
        this.origin = origin;
        this.clock = clock;
        this.pause = config.tallyFor();
    }

    void start(@Observes StartupEvent event) {
        flushes.start(pause);
    }

    void stop(@Observes ShutdownEvent event) {
        flushes.stop();
        flush();
    }

    /**
     * Counts that the current caller did something, or was refused. Never blocks, and needs no transaction.
     *
     * @param action as for {@link AuditLog#record}
     * @param target to what or whom: an identifier of ours, or a constant where there is none. Never what was typed for a
     *     user name: people type passwords there
     * @param detail of few different values, or they are not told apart: a reason, a method. Never a secret
     * @throws IllegalArgumentException when the action is no such name
     */
    public void count(String action, String target, Outcome outcome, Map<String, String> detail) {
        EventOrigin by = origin.get();
        Map<String, String> plain = new TreeMap<>();
        detail.forEach((name, value) -> plain.put(name, EventText.plain(value)));
        Instant now = clock.instant();
        tallies.add(
                new Tally.Kind(by.ofAnyRequest(), AuditLog.checked(action), EventText.plain(target), outcome, plain),
                new Tally(1, now, now, by.correlationId()));
    }

    /** Writes what was counted, in one transaction. Never throws: what cannot be written is counted on. */
    public synchronized void flush() {
        Map<Tally.Kind, Tally> taken = tallies.take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> taken.forEach(this::write));
            complaint.over();
        } catch (Throwable e) {
            taken.forEach(tallies::add);
            complaint.of(e);
        }
    }

    private void write(Tally.Kind kind, Tally tally) {
        EventOrigin by = kind.origin().inRequest(tally.correlationId());
        audit.record(by, kind.action(), kind.target(), kind.outcome(), tally.change(kind.detail()));
    }
}
