package dev.signet.jwt.claim;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time spans as {@code jsonwebtoken} has them: {@code 10h}, {@code 7d}, {@code 2 days}, {@code 1.5 hrs}; never without a unit. */
public final class TimeSpan {
    private static final Pattern FORM =
            Pattern.compile("(-?(?:\\d{1,12}(?:\\.\\d{1,9})?|\\.\\d{1,9})) {0,9}([a-z]{1,12})");

    /** Longer than all dates, and there is no more in a long. */
    private static final BigDecimal ENDLESS = BigDecimal.valueOf(Long.MAX_VALUE);

    private TimeSpan() {}

    /**
     * Reads: at most 12 digits before the point; 292 million years stand for what is longer.
     *
     * @param option the name of the option, for the message
     */
    public static Duration parse(String option, String text) {
        Matcher parts = FORM.matcher(RequiredArguments.given(option, text).toLowerCase(Locale.ROOT));
        long unit = parts.matches() ? millis(parts.group(2)) : 0;
        if (unit == 0) {
            throw new IllegalArgumentException("\"" + option
                    + "\" should be a number of seconds or string representing a timespan eg: \"1d\", \"20h\", 60");
        }
        return Duration.ofMillis(new BigDecimal(parts.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .min(ENDLESS)
                .max(ENDLESS.negate())
                .longValue());
    }

    /** Of one such unit; 0 when there is none of that name. */
    private static long millis(String unit) {
        return switch (unit) {
            case "ms", "msec", "msecs", "millisecond", "milliseconds" -> 1;
            case "s", "sec", "secs", "second", "seconds" -> 1_000;
            case "m", "min", "mins", "minute", "minutes" -> 60_000;
            case "h", "hr", "hrs", "hour", "hours" -> 3_600_000;
            case "d", "day", "days" -> 86_400_000;
            case "w", "week", "weeks" -> 604_800_000;
            // 365.25 days, as the library has it
            case "y", "yr", "yrs", "year", "years" -> 31_557_600_000L;
            default -> 0;
        };
    }
}
