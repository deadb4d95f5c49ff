package dev.signet.token;

import dev.signet.jwt.Check;
import dev.signet.jwt.Explanation;
import dev.signet.jwt.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param passed null where it was skipped, since a check that it needs failed
     * @param message what the token is refused with, if this is the first check that fails; null unless it failed
     * @param expected what would pass
     * @param actual what the token has; null where it has nothing
     * @param advice one sentence: what the check asks for, and what to do where it failed
     */
    public record CheckView(
            String check,
            @Nullable Boolean passed,
            @Nullable String message,
            @Nullable String expected,
            @Nullable String actual,
            String advice) {

        static CheckView of(Explanation.CheckResult outcome) {
            Check check = outcome.check();
            Rejection rejection = outcome.rejection();
            return new CheckView(
                    check.label(),
                    outcome.passed(),
                    rejection == null ? null : rejection.message(),
                    outcome.expected(),
                    outcome.actual(),
                    check.advice());
        }
    }

    /** @param revoked nothing where that was not looked up */
    static TokenExplanation of(Explanation explanation, Optional<Boolean> revoked) {
        List<CheckView> checks = new ArrayList<>();
        explanation.outcomes().forEach(outcome -> checks.add(CheckView.of(outcome)));
        String actual = revoked.map(dead -> dead ? "revoked" : NOT_REVOKED).orElse(null);
        Rejection rejection = revoked.equals(Optional.of(true)) ? new Rejection.TokenRevokedError() : null;
        checks.add(CheckView.of(new Explanation.CheckResult(
                Check.REVOKED, revoked.map(dead -> !dead).orElse(null), rejection, NOT_REVOKED, actual)));
        return new TokenExplanation(
                explanation.accepted() && revoked.equals(Optional.of(false)),
                explanation.header().orElse(null),
                explanation.claims().orElse(null),
                checks);
    }
}
