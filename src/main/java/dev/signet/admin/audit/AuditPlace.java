package dev.signet.admin.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Where an event stands in the trail: by time, and by identifier among those of one time.
 *
 * @param at to the microsecond
 */
record AuditPlace(Instant at, UUID id) {
    private static final long MICROS = 1_000_000;

    static AuditPlace of(AuditEvent event) {
        return new AuditPlace(event.at, event.id);
    }

    /** Reads {@link #key()}. */
    static AuditPlace parse(String key) {
        String[] parts = key.split("~", 2);
        return new AuditPlace(
                Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
    }

    String key() {
        return (at.getEpochSecond() * MICROS + at.getNano() / 1000) + "~" + id;
    }
}
