package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The last {@link ChainCut}, as all replicas know it: the only row of its table. Its code shows that Signet wrote it. */
public record StoredCut(
        UUID cut,
        long seenNumber,
        String seenHash,
        Instant seenAt,
        long foundNumber,
        String foundHash,
        Instant noticedAt,
        boolean acknowledged,
        String mac) {
    private static final String PURPOSE = "audit cut";

    static StoredCut of(ChainCut cut, boolean acknowledged, AuditMac macs) {
        return new StoredCut(
                cut.id(),
                cut.seen().number(),
                cut.seen().hash(),
                cut.seenAt(),
                cut.found().number(),
                cut.found().hash(),
                cut.noticedAt(),
                acknowledged,
                mac(cut, acknowledged, macs));
    }

    ChainCut found() {
        return new ChainCut(
                cut, new ChainHead(seenNumber, seenHash), seenAt, new ChainHead(foundNumber, foundHash), noticedAt);
    }

    /** Whether Signet wrote this. */
    boolean genuine(AuditMac macs) {
        return mac(found(), acknowledged, macs).equals(mac);
    }

    private static String mac(ChainCut cut, boolean acknowledged, AuditMac macs) {
        return macs.of(PURPOSE, (cut + "," + acknowledged).getBytes(StandardCharsets.UTF_8));
    }
}
