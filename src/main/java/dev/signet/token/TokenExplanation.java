package dev.signet.token;

import dev.signet.jwt.Check;
import dev.signet.jwt.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a token is accepted, or not.
 *
 * @param header as decoded, and not to be believed unless the token is accepted; null where it cannot be
 * @param claims like the header
 * @param checks in their order
 */
public record TokenExplanation(
        boolean accepted,
        @Nullable Map<String, Object> header,
        @Nullable Map<String, Object> claims,
        List<CheckView> checks) {
    private static final String NOT_REVOKED = "not revoked";

    /**
     * How a check went.
     *
     * @param passed null where it was not tried, since a check that it needs failed
     * @param expected what would pass
     * @param actual what the token has; null where it has nothing
     * @param advice one sentence for whoever wonders why it failed
     */
    @Schema(name = "Check")
    public record CheckView(
            @Schema(example = "signature") String check,
            @Nullable Boolean passed,
            @Nullable String expected,
            @Nullable String actual,
            String advice) {

        static CheckView of(Explanation.Outcome outcome) {
            return of(outcome.check(), outcome.passed(), outcome.expected(), outcome.actual());
        }

        static CheckView of(Check check, @Nullable Boolean passed, String expected, @Nullable String actual) {
            String name = check.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new CheckView(name, passed, expected, actual, check.advice());
        }
    }

    /** @param revoked nothing where that was not looked up */
    static TokenExplanation of(Explanation explanation, Optional<Boolean> revoked) {
        List<CheckView> checks = new ArrayList<>();
        explanation.outcomes().forEach(outcome -> checks.add(CheckView.of(outcome)));
        String actual = revoked.map(dead -> dead ? "revoked" : NOT_REVOKED).orElse(null);
        checks.add(CheckView.of(Check.REVOKED, revoked.map(dead -> !dead).orElse(null), NOT_REVOKED, actual));
        return new TokenExplanation(
                explanation.accepted() && revoked.equals(Optional.of(false)),
                explanation.header().orElse(null),
                explanation.claims().orElse(null),
                checks);
    }
}
