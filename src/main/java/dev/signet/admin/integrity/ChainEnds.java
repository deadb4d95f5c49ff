package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain begins and ends: the only row of its table. Its code shows that Signet wrote it, so that seals cannot be cut
 * off at either end.
 *
 * @param takesOver whether it is still taking over the events that are older than any chain
 */
public record ChainEnds(
        long startNumber,
        String startHash,
        long endNumber,
        String endHash,
        @Nullable UUID endEvent,
        boolean takesOver,
        String mac) {
    private static final String PURPOSE = "audit chain ends";

    /** A chain without events. */
    static ChainEnds none(AuditMac macs) {
        return of(ChainHead.NONE, ChainHead.NONE, null, true, macs);
    }

    private static ChainEnds of(
            ChainHead start, ChainHead end, @Nullable UUID endEvent, boolean takesOver, AuditMac macs) {
        ChainEnds unsealed =
                new ChainEnds(start.number(), start.hash(), end.number(), end.hash(), endEvent, takesOver, "");
        return new ChainEnds(
                start.number(), start.hash(), end.number(), end.hash(), endEvent, takesOver, unsealed.macWith(macs));
    }

    /** The head before the oldest event that is kept. */
    ChainHead start() {
        return new ChainHead(startNumber, startHash);
    }

    ChainHead end() {
        return new ChainHead(endNumber, endHash);
    }

    /** The chain without the events up to that head. */
    ChainEnds startingAfter(ChainHead removed, AuditMac macs) {
        return of(removed, end(), endEvent, takesOver, macs);
    }

    /**
     * The chain up to that head.
     *
     * @param more whether there may be more events that are older than the chain
     */
    ChainEnds endingWith(ChainHead head, UUID event, boolean more, AuditMac macs) {
        return of(start(), head, event, takesOver && more, macs);
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
