package dev.signet.token;

import dev.signet.jwt.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /**
     * How a check went.
     *
     * @param passed null where it was not tried, since a check that it needs failed
     * @param expected what would pass
     * @param actual what the token has; null where it has nothing
     * @param advice one sentence for whoever wonders why it failed
     */
    public record CheckView(
            @Schema(example = "signature") String check,
            @Nullable Boolean passed,
            @Nullable String expected,
            @Nullable String actual,
            String advice) {

        static CheckView of(Explanation.Outcome outcome) {
            return new CheckView(
                    outcome.check().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    outcome.passed(),
                    outcome.expected(),
                    outcome.actual(),
                    outcome.check().advice());
        }
    }

    static TokenExplanation of(Explanation explanation) {
        return new TokenExplanation(
                explanation.accepted(),
                explanation.header().orElse(null),
                explanation.claims().orElse(null),
                explanation.outcomes().stream().map(CheckView::of).toList());
    }
}
