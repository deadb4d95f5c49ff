package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Follows the chain, seal by seal, and says where it is broken. */
final class ChainWalk {
    private final AuditMac mac;
    private ChainHead head;

    ChainWalk(ChainHead start, AuditMac mac) {
        this.head = start;
        this.mac = mac;
    }

    /**
     * Where the chain is broken.
     *
     * @param event the event there, if it is known
     */
    record Break(@Nullable UUID event, String reason) {}

    /** How far it has come. */
    ChainHead head() {
        return head;
    }

    /** Goes on to the next seal, unless the chain is broken there. */
    Optional<Break> step(Seal.OfEvent next) {
        Seal seal = next.seal();
        if (seal.number() != head.number() + 1) {
            return broken(seal, "The seals before this event are missing.");
        }
        if (next.event() == null) {
            return broken(seal, "This event is missing.");
        }
        ChainHead following = head.next(next.event().content(), mac);
        if (!following.equals(new ChainHead(seal.number(), seal.hash()))) {
            return broken(seal, "This event or its seal was changed, or is not in its place.");
        }
        head = following;
        return Optional.empty();
    }

    private static Optional<Break> broken(Seal seal, String reason) {
        return Optional.of(new Break(seal.eventId(), reason));
    }
}
