package dev.signet.base.protocol;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Access tokens. */
@ConfigMapping(prefix = "signet.token")
public interface TokenConfig {
    /** What an audience is: a regular expression. */
    String AUDIENCE = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}";

    /** The same in words. */
    String AUDIENCE_RULE = "must have 1 to 256 characters: printable ASCII without spaces, quotes and backslashes";

    /** The {@code aud} of access tokens, and what ours must contain to be accepted (RFC 9068 section 3). */
    @WithDefault("signet")
    @Pattern(regexp = AUDIENCE, message = AUDIENCE_RULE) String audience();

    /** From {@code iat} to {@code exp}: one second up to {@link #longestLifespan}. */
    @WithDefault("PT10M")
    @DurationMin(seconds = 1, message = "must be at least one second")
    Duration lifespan();

    /**
     * No access token may live longer, whatever asks for it: one second to a year. A key verifies for at least this long
     * after its last signature.
     */
    @WithDefault("P1D")
    @DurationMin(seconds = 1, message = "must be at least one second")
    @DurationMax(days = 365, message = "must be at most a year")
    Duration longestLifespan();

    /**
     * By how much the clocks of replicas may differ when {@code exp}, {@code nbf} and the age of a token are checked: at most a
     * minute.
     */
    @WithDefault("PT0S")
    @DurationMin(message = "must not be negative")
    @DurationMax(minutes = 1, message = "must be at most a minute")
    Duration clockTolerance();
}
