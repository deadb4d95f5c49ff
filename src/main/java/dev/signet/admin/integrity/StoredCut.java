package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The last {@link ChainCut}, as all replicas know it: the only row of its table. Its code shows that Signet wrote it. */
@Entity
@Table(name = "audit_cut")
class StoredCut {
    static final short ID = 1;

    private static final String PURPOSE = "audit cut";

    @Id
    short id = ID;

    UUID cut;

    @Column(name = "seen_number")
    long seenNumber;

    @Column(name = "seen_hash")
    String seenHash;

    @Column(name = "seen_at")
    Instant seenAt;

    @Column(name = "found_number")
    long foundNumber;

    @Column(name = "found_hash")
    String foundHash;

    @Column(name = "noticed_at")
    Instant noticedAt;

    boolean acknowledged;

    String mac;

    /** Empty, to be {@linkplain #set set}. */
    @SuppressWarnings("NullAway.Init")
    StoredCut() {}

    void set(ChainCut to, AuditMac macs) {
        cut = to.id();
        seenNumber = to.seen().number();
        seenHash = to.seen().hash();
        seenAt = to.seenAt();
        foundNumber = to.found().number();
        foundHash = to.found().hash();
        noticedAt = to.noticedAt();
        acknowledged = false;
        mac = macWith(macs);
    }

    void acknowledge(AuditMac macs) {
        acknowledged = true;
        mac = macWith(macs);
    }

    ChainCut cut() {
        return new ChainCut(
                cut, new ChainHead(seenNumber, seenHash), seenAt, new ChainHead(foundNumber, foundHash), noticedAt);
    }

    /** Whether Signet wrote this. */
    boolean genuine(AuditMac macs) {
        return macWith(macs).equals(mac);
    }

    private String macWith(AuditMac macs) {
        return macs.of(PURPOSE, (cut() + "," + acknowledged).getBytes(StandardCharsets.UTF_8));
    }
}
