package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain begins and ends: the only row of its table. Its code shows that Signet wrote it, so that seals cannot be cut
 * off at either end.
 */
@Entity
@Table(name = "audit_chain")
class ChainEnds {
    static final short ID = 1;

    private static final String PURPOSE = "audit chain ends";

    @Id
    short id = ID;

    @Column(name = "start_number")
    long startNumber;

    @Column(name = "start_hash")
    String startHash;

    @Column(name = "end_number")
    long endNumber;

    @Column(name = "end_hash")
    String endHash;

    @Column(name = "end_event")
    @Nullable UUID endEvent;

    /** Whether it is still taking over the events that are older than any chain. */
    @Column(name = "takes_over")
    boolean takesOver;

    String mac;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    ChainEnds() {}

    /** A chain without events. */
    static ChainEnds none(AuditMac macs) {
        ChainEnds ends = new ChainEnds();
        ends.takesOver = true;
        ends.startHash = ChainHead.NONE.hash();
        ends.endHash = ChainHead.NONE.hash();
        ends.mac = ends.macWith(macs);
        return ends;
    }

    /** The head before the oldest event that is kept. */
    ChainHead start() {
        return new ChainHead(startNumber, startHash);
    }

    ChainHead end() {
        return new ChainHead(endNumber, endHash);
    }

    void startAfter(ChainHead removed, AuditMac macs) {
        startNumber = removed.number();
        startHash = removed.hash();
        mac = macWith(macs);
    }

    /** @param more whether there may be more events that are older than the chain */
    void endWith(ChainHead head, UUID event, boolean more, AuditMac macs) {
        takesOver = takesOver && more;
        endNumber = head.number();
        endHash = head.hash();
        endEvent = event;
        mac = macWith(macs);
    }

    /** Whether Signet wrote this. */
    boolean genuine(AuditMac macs) {
        return macWith(macs).equals(mac);
    }

    private String macWith(AuditMac macs) {
        String all = startNumber + "," + startHash + "," + endNumber + "," + endHash + "," + endEvent + "," + takesOver;
        return macs.of(PURPOSE, all.getBytes(StandardCharsets.UTF_8));
    }
}
