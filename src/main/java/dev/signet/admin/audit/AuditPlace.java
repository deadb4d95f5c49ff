package dev.signet.admin.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event stands in the trail: by time, and by identifier among those of one time.
 *
 * @param at to the microsecond
 */
record AuditPlace(Instant at, UUID id) {
    private static final long MICROS = 1_000_000;

    /** A time until the year 5138, which the database takes, and an identifier. */
    private static final Pattern KEY = Pattern.compile("([0-9]{1,17})~(.{36})");

    static AuditPlace of(AuditEvent event) {
        return new AuditPlace(event.at(), event.id());
    }

    /**
     * Reads {@link #key()}.
     *
     * @throws IllegalArgumentException for any other text
     */
    static AuditPlace parse(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw new IllegalArgumentException("No place in the trail");
        }
        return new AuditPlace(
                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS), UUID.fromString(parts.group(2)));
    }

    String key() {
        return (at.getEpochSecond() * MICROS + at.getNano() / 1000) + "~" + id;
    }
}
