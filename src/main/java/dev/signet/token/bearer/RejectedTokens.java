package dev.signet.token.bearer;

import dev.signet.jwt.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts refused access tokens, by who was shown them and by the check that failed. */
@ApplicationScoped
public class RejectedTokens {
    private final MeterRegistry meters;

    RejectedTokens(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Who was shown a token. */
    public enum Door {
        /** Us, with a request. */
        BEARER,
        /** Another resource server, which asks us (RFC 7662). */
        INTROSPECTION
    }

    public void count(Door door, Rejection rejection) {
        meters.counter(
                        "signet.tokens.rejected",
                        "door",
                        door.name().toLowerCase(Locale.ROOT),
                        "check",
                        rejection.check().label())
                .increment();
    }
}
