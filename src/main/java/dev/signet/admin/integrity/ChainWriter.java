package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.AuditMac;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Adds to the chain, each time in a short transaction of its own that only one replica is in. */
@ApplicationScoped
class ChainWriter {
    static final int BATCH = 1000;

    private static final Logger LOG = Logger.getLogger(ChainWriter.class);
    private static final byte[] NOTHING = {};

    private final Sql database;
    private final ChainTable table;
    private final AuditMac mac;

    ChainWriter(Sql database, AuditMac mac) {
        this.database = database;
        this.table = database.of(ChainTable.class);
        this.mac = mac;
    }

    /**
     * What was added.
     *
     * @param from the head before
     * @param to the head now
     */
    record Added(ChainHead from, ChainHead to) {
        int count() {
            return (int) (to.number() - from.number());
        }
    }

    /**
     * Seals up to {@value #BATCH} of the events that were committed and are not sealed yet.
     *
     * @return nothing while another replica is at it
     * @throws IllegalStateException when somebody changed where the chain ends: to go on would hide it
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<Added> add() {
        if (!database.tryHold(ReplicaLock.AUDIT_CHAIN)) {
            return Optional.empty();
        }
        Optional<ChainEnds> known = table.ends();
        ChainEnds ends = known.orElseGet(() -> ChainEnds.none(mac));
        if ((known.isEmpty() && table.anySeal()) || !ends.genuine(mac)) {
            throw new IllegalStateException("The row of audit_chain was altered: nothing more is sealed until an "
                    + "administrator has investigated");
        }
        ChainHead from = ends.end();
        List<ChainTable.Unsealed> waiting = table.unsealed(BATCH);
        List<ChainTable.Unsealed> unsealed =
                waiting.stream().filter(next -> !next.sealed()).toList();
        if (!unsealed.isEmpty()) {
            List<Seal> seals = seal(unsealed, from, ends.takesOver());
            Seal last = seals.get(seals.size() - 1);
            boolean more = waiting.get(waiting.size() - 1).of().predatesChain() && waiting.size() == BATCH;
            ends = ends.endingWith(new ChainHead(last.number(), last.hash()), last.eventId(), more, mac);
            table.save(ends);
            table.add(
                    seals.stream().map(Seal::number).toList(),
                    seals.stream().map(Seal::eventId).toList(),
                    seals.stream().map(Seal::hash).toList());
        }
        if (waiting.size() > unsealed.size()) {
            LOG.errorf(
                    "%d sealed audit events were marked as unsealed; this was undone",
                    waiting.size() - unsealed.size());
        }
        if (!waiting.isEmpty()) {
            table.waitNoLonger(waiting.stream().map(next -> next.of().eventId()).toList());
        }
        return Optional.of(new Added(from, ends.end()));
    }

    private List<Seal> seal(List<ChainTable.Unsealed> unsealed, ChainHead from, boolean takesOver) {
        List<Seal> seals = new ArrayList<>();
        ChainHead head = from;
        for (ChainTable.Unsealed next : unsealed) {
            head = head.next(content(next, takesOver), mac);
            seals.add(new Seal(head.number(), next.of().eventId(), head.hash()));
        }
        return seals;
    }

    /**
     * What there is to seal. Of an event that was removed, changed or written by somebody else before it could be sealed it is
     * nothing, so that the chain is broken there. Only a new chain takes over events that are older than any.
     */
    private byte[] content(ChainTable.Unsealed unsealed, boolean takesOver) {
        @Nullable AuditEvent event = unsealed.event();
        if (event == null) {
            return NOTHING;
        }
        boolean genuine =
                unsealed.of().isOf(event, mac) || (takesOver && unsealed.of().predatesChain());
        return genuine ? event.content() : NOTHING;
    }
}
