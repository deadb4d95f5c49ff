package dev.signet.admin.auditlog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.AuditEventRepository;
import dev.signet.admin.audit.CurrentOrigin;
import dev.signet.admin.audit.EventOrigin;
import dev.signet.admin.audit.EventText;
import dev.signet.admin.audit.Outcome;
import dev.signet.base.database.NewId;
import dev.signet.base.problem.LocalRateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where everything that somebody may one day ask about is reported. */
@ApplicationScoped
public class AuditLog {
    /** Named as operators select it, whatever becomes of this class. */
    private static final Logger LOG = Logger.getLogger("dev.signet.audit");

    private static final Pattern ACTION = Pattern.compile("[a-z][a-z-]*(\\.[a-z][a-z-]*)+");

    /** What events call actors and targets that are neither a user nor a client, and no user or client may be called: a pattern. */
    public static final String RESERVED = "anonymous|setup|system|unknown|various";

    static final int BURST = 100;
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final AuditEventRepository events;
    private final CurrentOrigin origin;
    private final TransactionSynchronizationRegistry transaction;
    private final EventText text;
    private final Tallies tallies;
    private final Clock clock;

    /** How many events of one actor and action are written one by one; more are counted. */
    private final LocalRateLimit oneByOne;

    AuditLog(
            AuditEventRepository events,
            CurrentOrigin origin,
            TransactionSynchronizationRegistry transaction,
            ObjectMapper json,
            Tallies tallies,
            Clock clock) {
        this.events = events;
        this.origin = origin;
        this.transaction = transaction;
        this.text = new EventText(json);
        this.tallies = tallies;
        this.clock = clock;
        this.oneByOne = new LocalRateLimit(BURST, INTERVAL, clock);
    }

    /**
     * Writes an event in the current transaction, so that it is there exactly if the change it tells of is; once both are,
     * it is also one line of JSON in the log. Who and from where is taken from the current request; outside of requests, and
     * {@linkplain #asSystem where that was said}, it is Signet itself.
     *
     * <p>A refusal that is thrown undoes the transaction, and an event in it: report that one in a transaction of its own.
     *
     * @param action what was done, in dotted lower case, the kind of thing first: {@code key.rotate}
     * @param target to what or whom: an identifier, cut at {@value EventText#MAX_PLAIN} characters
     * @param change what became different, or why not; may be empty. Never a secret, a token, or anything from which one
     *     could be guessed: that is the caller's to see to. Each text in it is cut at {@value EventText#MAX_VALUE} characters, lists stay whole
     * @throws IllegalArgumentException when the action is no such name, or the change cannot be said in JSON
     * @throws jakarta.transaction.TransactionalException outside of a transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String action, String target, Outcome outcome, Map<String, ?> change) {
        record(by(), action, target, outcome, change);
    }

    /**
     * As the other, for what a user or client can cause as often as they like. Of one actor (of requests without a token: target) and action, {@value #BURST} events at once
     * and one each ten seconds are written; more are counted when the transaction has committed, as one event with {@code count}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void recordOrCount(String action, String target, Outcome outcome, Map<String, ?> change) {
        EventOrigin by = by();
        // all who come without a token are one actor: what one of them does must not hide the events of others
        String about = by.actor().equals(EventOrigin.ANONYMOUS) ? target : Tally.Kind.VARIOUS;
        if (oneByOne.take(List.of(by.actor(), about, action)).isZero()) {
            record(by, action, target, outcome, change);
        } else {
            Tally.Kind kind =
                    new Tally.Kind(by.ofAnyRequest(), checked(action), EventText.plain(about), outcome, Map.of());
            Instant now = clock.instant();
            lines().afterwards(() -> tallies.add(kind, new Tally(1, now, now, by.correlationId())));
        }
    }

    /** As the other, of what somebody did some time ago. */
    @Transactional(Transactional.TxType.MANDATORY)
    void record(EventOrigin by, String action, String target, Outcome outcome, Map<String, ?> change) {
        AuditEvent event = new AuditEvent(
                NewId.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                by.actor(),
                by.name(),
                by.roles(),
                checked(action),
                EventText.plain(target),
                outcome.text(),
                by.address(),
                by.correlationId(),
                change.isEmpty() ? null : text.object(change));
        events.write(event);
        String line = line(event);
        lines().afterwards(() -> LOG.info(line));
    }

    static String checked(String action) {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("Not the name of an action: " + action);
        }
        return action;
    }

    /**
     * Says that the current transaction is Signet's own doing: a request may be what made it look, but nobody asked for it
     * there.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void asSystem() {
        transaction.putResource(EventOrigin.class, EventOrigin.system());
    }

    /** Says that the current transaction is the doing of this user or client, who has just proved to be that, without a token. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void as(String subject, String username, SortedSet<String> roles) {
        transaction.putResource(EventOrigin.class, origin.get().as(subject, username, roles));
    }

    private EventOrigin by() {
        return transaction.getResource(EventOrigin.class) instanceof EventOrigin said ? said : origin.get();
    }

    /** Those of the current transaction. One synchronization for all: several would be called in no order, or the wrong one. */
    private Lines lines() {
        if (transaction.getResource(Lines.class) instanceof Lines lines) {
            return lines;
        }
        Lines lines = new Lines();
        transaction.putResource(Lines.class, lines);
        transaction.registerInterposedSynchronization(lines);
        return lines;
    }

    private String line(AuditEvent event) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("id", event.id());
        line.put("at", event.at());
        line.put("actor", event.actor());
        line.put("actorName", event.actorName());
        line.put("actorRoles", event.actorRoles());
        line.put("action", event.action());
        line.put("target", event.target());
        line.put("outcome", event.outcome());
        line.put("address", event.address());
        line.put("correlationId", event.correlationId());
        line.put("change", event.change() == null ? null : new RawValue(event.change()));
        return text.write(line);
    }

    /** Told only of what was committed, in the order in which it was recorded. */
    private static final class Lines implements Synchronization {
        private final List<Runnable> reports = new ArrayList<>();

        void afterwards(Runnable report) {
            reports.add(report);
        }

        @Override
        public void beforeCompletion() {
            // the rows are written by now, or will be with the rest of the transaction
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                reports.forEach(Runnable::run);
            }
        }
    }
}
