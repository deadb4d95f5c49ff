package dev.signet.jwt;

import static dev.signet.jwt.Library.NOW;
import static dev.signet.jwt.Library.SECONDS;
import static dev.signet.jwt.Library.SECRET;
import static dev.signet.jwt.Library.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signet.jwt.Explanation.CheckResult;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every check with its outcome, for any text at all. */
class ExplainTest {
    private static final VerifyOptions OPTIONS = VerifyOptions.builder()
            .types("jwt")
            .issuer("https://issuer.test")
            .audience("signet")
            .build();

    private static Explanation explain(String token) {
        return explain(token, SECRET);
    }

    private static Explanation explain(String token, KeySource key) {
        return new JwtVerifier(key, OPTIONS, Clock.fixed(NOW, ZoneOffset.UTC)).explain(token);
    }

    private static CheckResult outcome(Explanation explanation, Check check) {
        return explanation.outcomes().stream()
                .filter(outcome -> outcome.check() == check)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goodTokenPassesEveryCheckThatIsAskedForInTheirOrder() {
        Explanation explanation =
                explain(signed(Map.of("iss", "https://issuer.test", "aud", "signet", "exp", SECONDS + 1)));
        assertThat(explanation.accepted()).isTrue();
        assertThat(explanation.outcomes())
                .extracting(CheckResult::check, CheckResult::passed)
                .containsExactly(
                        tuple(Check.STRUCTURE, true),
                        tuple(Check.HEADER, true),
                        tuple(Check.ALGORITHM, true),
                        tuple(Check.KEY, true),
                        tuple(Check.SIGNATURE, true),
                        tuple(Check.TYPE, true),
                        tuple(Check.PAYLOAD, true),
                        tuple(Check.NOT_BEFORE, true),
                        tuple(Check.EXPIRY, true),
                        tuple(Check.ISSUER, true),
                        tuple(Check.AUDIENCE, true),
                        tuple(Check.CLAIMS, true));
    }

    @Test
    void everyFailureIsFoundAndNotOnlyTheFirst() {
        String token = signed(Map.of("iss", "https://other.test", "aud", "other", "exp", SECONDS - 60));
        Explanation explanation = explain(token, JwtKey.secret(new byte[32]));
        assertThat(explanation.accepted()).isFalse();
        assertThat(explanation.claims().orElseThrow()).containsEntry("aud", "other");
        assertThat(explanation.outcomes())
                .filteredOn(outcome -> Boolean.FALSE.equals(outcome.passed()))
                .extracting(CheckResult::check, ExplainTest::message, CheckResult::expected, CheckResult::actual)
                .containsExactly(
                        tuple(Check.SIGNATURE, "invalid signature", "made with that key", null),
                        tuple(Check.EXPIRY, "jwt expired", "exp after 2026-11-23T12:00:00Z", "2026-11-23T11:59:00Z"),
                        tuple(
                                Check.ISSUER,
                                "jwt issuer invalid. expected: https://issuer.test",
                                "https://issuer.test",
                                "https://other.test"),
                        tuple(Check.AUDIENCE, "jwt audience invalid. expected: signet", "signet", "other"));
    }

    private static @Nullable String message(CheckResult outcome) {
        return outcome.rejection() == null ? null : outcome.rejection().message();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.b+.YQ     | parts: 3; part 1 is not strict base64url; part 2 is not strict base64url
                    e30.e30.YQ= | parts: 3; part 3 is not strict base64url
                    e30..YQ     | parts: 3; part 2 is empty
                    e30         | parts: 1
                    e30.e30.YQ. | parts: 4; part 4 is empty
                    a.b.c.d.e.f.g | parts: 6 or more
                    """)
    void whatIsWrongWithItsPartsIsSaid(String token, String actual) {
        CheckResult structure = outcome(explain(token), Check.STRUCTURE);
        assertThat(structure.passed()).isFalse();
        assertThat(structure.actual()).startsWith(actual);
    }

    @Test
    void knownKeyForAnotherAlgorithmIsToldFromAnUnknownOne() {
        String token = signed(Map.of());
        assertThat(message(outcome(explain(token, header -> Optional.empty()), Check.KEY)))
                .isEqualTo("secret or public key must be provided");
        assertThat(message(outcome(
                        explain(token, JwtKey.of(new SecretKeySpec(new byte[64], "HmacSHA512"), JwsAlgorithm.HS512)),
                        Check.KEY)))
                .isEqualTo("invalid algorithm");
    }

    @Test
    void checksThatNeedAFailedOneAreSkipped() {
        Explanation explanation = explain(signed(Map.of()), header -> Optional.empty());
        assertThat(outcome(explanation, Check.KEY).passed()).isFalse();
        assertThat(outcome(explanation, Check.SIGNATURE).passed()).isNull();
        assertThat(outcome(explanation, Check.NOT_BEFORE).passed()).isTrue();
    }

    @Test
    void unsignedTokenIsReadAsFarAsItGoes() {
        Explanation explanation = explain("eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.");
        assertThat(explanation.header().orElseThrow()).containsEntry("alg", "none");
        assertThat(explanation.claims().orElseThrow()).containsEntry("iss", "x");
        assertThat(outcome(explanation, Check.STRUCTURE).passed()).isFalse();
        assertThat(outcome(explanation, Check.ALGORITHM).actual()).isEqualTo("none");
        assertThat(outcome(explanation, Check.ISSUER).actual()).isEqualTo("x");
    }

    @Test
    void payloadThatIsNoJsonLeavesTheSignatureGood() {
        String token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.dGV4dA.AAAA";
        Explanation explanation = explain(token);
        assertThat(explanation.claims()).isEmpty();
        assertThat(outcome(explanation, Check.PAYLOAD).passed()).isFalse();
        assertThat(outcome(explanation, Check.EXPIRY).passed()).isNull();
        assertThat(outcome(explanation, Check.TYPE).passed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no token", "a.b.c", "....", "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d"})
    void whatIsNoTokenIsExplainedToo(String token) {
        Explanation explanation = explain(token);
        assertThat(explanation.accepted()).isFalse();
        assertThat(outcome(explanation, Check.STRUCTURE).passed()).isFalse();
        assertThat(explanation.outcomes()).hasSize(12);
    }

    @Test
    void hugeTextCostsNothingAndHostileTextIsTamed() {
        Explanation dots = explain(".".repeat(64 * 1024));
        assertThat(outcome(dots, Check.STRUCTURE).actual()).isEqualTo("65536 characters");
        assertThat(dots.header()).isEmpty();

        String hostile = "\u001b[31m\r\n\u202e" + "x".repeat(1000);
        CheckResult issuer = outcome(explain(signed(Map.of("iss", hostile))), Check.ISSUER);
        assertThat(issuer.actual()).hasSize(201).doesNotContain("\u001b", "\r", "\n", "\u202e");

        String emoji = "x".repeat(199) + "\ud83d\ude00";
        assertThat(outcome(explain(signed(Map.of("iss", emoji))), Check.ISSUER).actual())
                .isEqualTo("x".repeat(199) + "…");
    }
}
