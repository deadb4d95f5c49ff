package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.integrity.ChainWalk.Break;
import dev.signet.base.database.Sql;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.UnavailableException;
import dev.signet.base.problem.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Follows the whole chain, in one view of the database and a part at a time, so that memory is bounded. One at a time on each
 * replica: it takes a thread and a connection for about 10 seconds for each million events.
 */
@ApplicationScoped
class Verification {
    private static final int PART = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ChainTable table;
    private final TrailWatch watch;
    private final AuditMac mac;
    private final Semaphore place = new Semaphore(1);

    Verification(Sql database, TrailWatch watch, AuditMac mac) {
        this.table = database.of(ChainTable.class);
        this.watch = watch;
        this.mac = mac;
    }

    /**
     * What was found.
     *
     * @param head how far the chain was followed
     * @param unsealed events that are not sealed yet
     * @param broken where it is broken, if it is
     * @param cut whether it was cut, which the chain itself does not show
     */
    record Finding(ChainHead start, ChainHead head, long unsealed, Optional<Break> broken, Optional<ChainCut> cut) {
        private Finding with(Optional<ChainCut> noticed) {
            return new Finding(start, head, unsealed, broken, noticed);
        }
    }

    /**
     * Follows the chain.
     *
     * @param kept a head that somebody kept elsewhere, from which it is to go on
     * @throws UnavailableException 503 while another verification is under way
     * @throws DomainException 400 where the oldest event that is kept comes after that head
     */
    Finding verify(Optional<ChainHead> kept) {
        if (!place.tryAcquire()) {
            throw new UnavailableException("The audit trail is being verified already.", RETRY_AFTER);
        }
        try {
            watch.look();
            return QuarkusTransaction.requiringNew()
                    .timeout((int) LONGEST.toSeconds())
                    .call(() -> find(kept))
                    .with(watch.cut());
        } finally {
            place.release();
        }
    }

    private Finding find(Optional<ChainHead> kept) {
        table.seeOneMoment();
        Optional<ChainEnds> known = table.ends();
        ChainEnds ends = known.orElseGet(() -> ChainEnds.none(mac));
        ChainWalk walk = new ChainWalk(ends.start(), mac);
        Optional<Break> broken = ends.genuine(mac)
                ? follow(walk, ends, new Kept(kept, ends.start()))
                : Optional.of(new Break(null, "The record of where the chain begins and ends was changed."));
        return new Finding(ends.start(), walk.head(), table.countUnsealed(), broken, Optional.empty());
    }

    private Optional<Break> follow(ChainWalk walk, ChainEnds ends, Kept kept) {
        return follow(walk, kept)
                .or(() -> end(walk, ends))
                .or(() -> outside(walk, ends))
                .or(() -> kept.missedAt(walk.head()));
    }

    /** Whether the way led by a head that somebody kept. */
    private static final class Kept {
        private final Optional<ChainHead> head;
        private boolean passed;

        Kept(Optional<ChainHead> head, ChainHead start) {
            this.head = head;
            if (head.isPresent() && head.get().number() < start.number()) {
                throw DomainException.invalid(new Violation(
                        "head",
                        "is before the oldest event that is kept, which follows seal " + start.number()
                                + ": give a later one"));
            }
            pass(start);
        }

        void pass(ChainHead on) {
            passed |= head.map(on::equals).orElse(true);
        }

        Optional<Break> missedAt(ChainHead end) {
            return passed
                    ? Optional.empty()
                    : Optional.of(new Break(
                            null,
                            "The trail, which ends with seal " + end.number() + ", does not go on from the head "
                                    + head.orElseThrow()
                                    + " that was given: it was cut, or the database restored to an earlier state."));
        }
    }

    private Optional<Break> follow(ChainWalk walk, Kept kept) {
        List<Seal.OfEvent> part;
        do {
            part = table.after(walk.head().number(), ChainWriter.BATCH);
            for (Seal.OfEvent next : part) {
                Optional<Break> broken = walk.step(next);
                if (broken.isPresent()) {
                    return broken;
                }
                kept.pass(walk.head());
            }
        } while (!part.isEmpty());
        return Optional.empty();
    }

    private static Optional<Break> end(ChainWalk walk, ChainEnds ends) {
        return walk.head().equals(ends.end())
                ? Optional.empty()
                : Optional.of(new Break(ends.endEvent(), "The newest seals, up to that of this event, are missing."));
    }

    /** Searched for only where the numbers say that there is one. */
    private Optional<Break> outside(ChainWalk walk, ChainEnds ends) {
        long sealed = walk.head().number() - ends.startNumber();
        if (table.countEvents() == sealed + table.countUnsealedEvents()) {
            return Optional.empty();
        }
        return Optional.of(new Break(
                firstOutside(ends.startNumber()).orElse(null),
                "This event was not written by Signet: no seal covers it."));
    }

    /** In parts, since a statement that takes long is taken for a database that hangs. */
    private Optional<UUID> firstOutside(long startNumber) {
        Optional<UUID> found = Optional.empty();
        Optional<UUID> from = Optional.of(new UUID(0, 0));
        while (found.isEmpty() && from.isPresent()) {
            Optional<UUID> to = table.further(from.get(), PART);
            found = table.outside(startNumber, from.get(), to.orElse(null));
            from = to;
        }
        return found;
    }
}
