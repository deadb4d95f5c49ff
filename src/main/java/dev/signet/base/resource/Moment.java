package dev.signet.base.resource;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time in a query parameter: a date-time of RFC 3339, in the years 1970 to 9999. */
public final class Moment {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Up to the minutes, and what follows a second that is one too many. */
    private static final Pattern LEAP_SECOND = Pattern.compile("(.{10}T..:..:)60(.*)", Pattern.CASE_INSENSITIVE);

    private Moment() {}

    /**
     * Reads a date-time of RFC 3339. A leap second is the first second of the next day, as in POSIX.
     *
     * @throws DateTimeException when it is none, or a leap second elsewhere than at the end of a month (section 5.7)
     */
    public static Instant rfc3339(String text) {
        Matcher leap = LEAP_SECOND.matcher(text);
        if (!leap.matches()) {
            return OffsetDateTime.parse(text).toInstant();
        }
        Instant next = OffsetDateTime.parse(leap.group(1) + "59" + leap.group(2))
                .toInstant()
                .plusSeconds(1);
        OffsetDateTime utc = next.atOffset(ZoneOffset.UTC);
        if (utc.getDayOfMonth() != 1 || utc.toLocalTime().toSecondOfDay() != 0) {
            throw new DateTimeException("A leap second is the last of a month");
        }
        return next;
    }

    /**
     * Reads it.
     *
     * @param parameter as the refusal names it
     * @throws DomainException 400 when it is no time, or out of bounds
     */
    public static Instant parse(String parameter, String text) {
        try {
            Instant time = rfc3339(text);
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
