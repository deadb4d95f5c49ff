package dev.signet.jwt;

import dev.signet.jwt.claim.TokenUnderCheck;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every check of a token with its outcome.
 *
 * @param header as decoded, and not to be believed unless the token is accepted; empty when there is none
 * @param claims like the header
 * @param outcomes in the order of the checks, those that the options ask for
 */
public record Explanation(
        Optional<Map<String, Object>> header, Optional<Map<String, Object>> claims, List<CheckResult> outcomes) {
    private static final int BRIEF = 200;

    /**
     * How a check went.
     *
     * @param passed null when it was skipped, since a check that it needs failed
     * @param rejection why the token would be refused, if this is the first check that fails; null unless it failed
     * @param expected what would pass, in a few words
     * @param actual what the token has, in a few words; null when it has nothing, or was not tried
     */
    public record CheckResult(
            Check check,
            @Nullable Boolean passed,
            @Nullable Rejection rejection,
            String expected,
            @Nullable String actual) {}

    static Explanation of(TokenUnderCheck token, List<Rule> rules) {
        Set<Check> passed = EnumSet.noneOf(Check.class);
        List<CheckResult> outcomes = new ArrayList<>();
        for (Rule rule : rules) {
            CheckResult outcome = outcome(rule, token, passed);
            if (Boolean.TRUE.equals(outcome.passed())) {
                passed.add(rule.check());
            }
            outcomes.add(outcome);
        }
        return new Explanation(token.object(0), token.object(1), List.copyOf(outcomes));
    }

    private static CheckResult outcome(Rule rule, TokenUnderCheck token, Set<Check> passed) {
        String expected = brief(rule.expected().get());
        if (!rule.check().needed().map(passed::contains).orElse(true)) {
            return new CheckResult(rule.check(), null, null, expected, null);
        }
        Object actual = rule.actual().apply(token);
        Rejection rejection = rejection(rule, token);
        return new CheckResult(
                rule.check(), rejection == null, rejection, expected, actual == null ? null : brief(actual));
    }

    private static @Nullable Rejection rejection(Rule rule, TokenUnderCheck token) {
        try {
            rule.test().apply(token);
            return null;
        } catch (JwtRejectedException e) {
            return e.rejection();
        }
    }

    /** Short, and on one line: a token is hostile text. */
    private static String brief(Object value) {
        String text = value.toString().replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
        if (text.length() <= BRIEF) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(BRIEF - 1)) ? BRIEF - 1 : BRIEF;
        return text.substring(0, end) + "…";
    }

    /** Whether the token would be accepted. */
    public boolean accepted() {
        return outcomes.stream().allMatch(outcome -> Boolean.TRUE.equals(outcome.passed()));
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "Explanation[accepted=" + accepted() + "]";
    }
}
