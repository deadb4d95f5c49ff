package dev.signet.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A time in a query parameter: a date-time of RFC 3339, in years that are none by mistake. */
public final class Moment {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Moment() {}

    /**
     * Reads it.
     *
     * @param parameter as the refusal names it
     * @throws DomainException 400 when it is no time, or out of bounds
     */
    public static Instant parse(String parameter, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // refused below like a time out of bounds
        }
        throw DomainException.invalid(
                new Violation(parameter, "must be a time such as 2026-01-31T23:00:00Z, in the years 1970 to 9999"));
    }
}
