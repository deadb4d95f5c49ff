package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static dev.signet.jwt.Library.NOW;
import static dev.signet.jwt.Library.SECONDS;
import static dev.signet.jwt.Library.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSObject;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.TimeSpan;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code sign}, read by another library. */
class SignTest {
    private static Map<String, Object> header(SignOptions.Builder options) throws ParseException {
        return parsed(Map.of(), options).getHeader().toJSONObject();
    }

    private static Map<String, Object> claims(Map<String, Object> claims, SignOptions.Builder options)
            throws ParseException {
        return parsed(claims, options).getPayload().toJSONObject();
    }

    private static JWSObject parsed(Map<String, Object> claims, SignOptions.Builder options) throws ParseException {
        return JWSObject.parse(JWT.sign(claims, SECRET, options.build()));
    }

    private static void refused(Map<String, Object> claims, SignOptions.Builder options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JWT.sign(claims, SECRET, options.build()))
                .withMessageContaining(message);
    }

    private static SignOptions.Builder options() {
        return SignOptions.builder();
    }

    @Test
    void withoutOptionsThereIsTheTypeTheAlgorithmAndTheTime() throws Exception {
        assertThat(header(options())).isEqualTo(Map.of("alg", "HS256", "typ", "JWT"));
        assertThat(claims(Map.of("foo", "bar"), options())).isEqualTo(Map.of("foo", "bar", "iat", SECONDS));
    }

    @Test
    void algorithmIsAmongThoseOfTheKey() throws Exception {
        assertThat(header(options().algorithm(JwsAlgorithm.HS256))).containsEntry("alg", "HS256");
        refused(Map.of(), options().algorithm(JwsAlgorithm.HS512), "not a key for HS512");
        refused(Map.of(), options().algorithm(JwsAlgorithm.RS256), "not a key for RS256");
    }

    @Test
    void expiresInIsSecondsOrATimeSpanAfterTheTimestamp() throws Exception {
        assertThat(claims(Map.of(), options().expiresIn(60))).containsEntry("exp", SECONDS + 60);
        assertThat(claims(Map.of(), options().expiresIn("10h"))).containsEntry("exp", SECONDS + 36_000);
        assertThat(claims(Map.of("iat", 1000), options().expiresIn("7d"))).containsEntry("exp", 1000 + 604_800L);
        assertThat(claims(Map.of(), options().expiresIn("-1500 ms"))).containsEntry("exp", SECONDS - 2);
    }

    @Test
    void notBeforeIsSecondsOrATimeSpanAfterTheTimestamp() throws Exception {
        assertThat(claims(Map.of(), options().notBefore(-60))).containsEntry("nbf", SECONDS - 60);
        assertThat(claims(Map.of(), options().notBefore("2 days"))).containsEntry("nbf", SECONDS + 172_800);
    }

    @Test
    void audienceIsOneStringOrAnArray() throws Exception {
        assertThat(claims(Map.of(), options().audience("a"))).containsEntry("aud", "a");
        assertThat(claims(Map.of(), options().audience("a", "b"))).containsEntry("aud", List.of("a", "b"));
        assertThat(claims(Map.of("aud", List.of("a")), options())).containsEntry("aud", List.of("a"));
    }

    @Test
    void optionsAreAsStrictAsClaims() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().audience())
                .withMessage("\"audience\" should name at least one");
        for (var half : List.of(
                options().audience("a", "half \ud83d"),
                options().issuer("half \ud83d"),
                options().subject("half \ud83d"),
                options().jwtid("half \ud83d"))) {
            refused(Map.of(), half, "must be JSON");
        }
        for (var wrong : List.of(
                options().keyid("half \ud83d"),
                options().header(Map.of("x", NOW)),
                options().header(Map.of("\ude00", 1)))) {
            refused(Map.of(), wrong, "\"header\" must be JSON");
        }
    }

    @Test
    @NullUnmarked
    void whatHasNoValueIsAMistake() {
        Map<String, Object> untyped = new HashMap<>();
        untyped.put("typ", null);
        Map<String, Consumer<SignOptions.Builder>> missing = Map.of(
                "algorithm", options -> options.algorithm(null),
                "expiresIn", options -> options.expiresIn(null),
                "notBefore", options -> options.notBefore(null),
                "audience", options -> options.audience("a", null),
                "issuer", options -> options.issuer(null),
                "subject", options -> options.subject(null),
                "jwtid", options -> options.jwtid(null),
                "keyid", options -> options.keyid(null),
                "header", options -> options.header(null),
                "typ", options -> options.header(untyped));
        missing.forEach((name, option) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> option.accept(options()))
                .withMessage(name + " must have a value"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JWT.sign(null, SECRET, SignOptions.DEFAULTS))
                .withMessage("payload must have a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JWT.sign(Map.of(), null, SignOptions.DEFAULTS))
                .withMessage("secretOrPrivateKey must have a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JWT.sign(Map.of(), SECRET, null))
                .withMessage("options must have a value");
    }

    @Test
    void issuerSubjectAndJwtidAreClaims() throws Exception {
        assertThat(claims(Map.of(), options().issuer("i").subject("s").jwtid("j")))
                .containsEntry("iss", "i")
                .containsEntry("sub", "s")
                .containsEntry("jti", "j");
    }

    @Test
    void keyidAndFurtherMembersAreInTheHeader() throws Exception {
        assertThat(header(options().keyid("k").header(Map.of("typ", "at+jwt", "x", 1))))
                .isEqualTo(Map.of("alg", "HS256", "kid", "k", "typ", "at+jwt", "x", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "crit", "b64", "zip", "enc"})
    void headerHasNothingThatVerifiersCouldMistake(String member) {
        assertThatIllegalArgumentException().isThrownBy(() -> options().header(Map.of(member, "none")));
    }

    @Test
    void noTimestampLeavesTheTimeOut() throws Exception {
        assertThat(claims(Map.of("iat", 1), options().noTimestamp())).isEmpty();
        assertThat(claims(Map.of(), options().noTimestamp().expiresIn(1))).isEqualTo(Map.of("exp", SECONDS + 1));
    }

    @Test
    void optionAndClaimDoNotSayTheSameTwice() {
        refused(
                Map.of("exp", SECONDS),
                options().expiresIn(1),
                "Bad \"options.expiresIn\" option the payload already has an \"exp\" property.");
        refused(
                Map.of("nbf", SECONDS),
                options().notBefore(1),
                "Bad \"options.notBefore\" option the payload already has an \"nbf\" property.");
        refused(
                Map.of("aud", "a"),
                options().audience("b"),
                "Bad \"options.audience\" option. The payload already has an \"aud\" property.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "exp", "nbf"})
    void datesAreNumbersOfSeconds(String claim) {
        for (Object wrong : new Object[] {"1", true, -1, 1e300, List.of()}) {
            refused(Map.of(claim, wrong), options(), '"' + claim + "\" should be a number of seconds");
        }
    }

    @Test
    void claimsKeepTheirForm() throws Exception {
        Map<String, Object> claims = new HashMap<>(
                Map.of("text", "ö\"\\\n\ud83d\ude00", "list", List.of("a", 1L, Map.of("b", true)), "half", 0.5));
        claims.putAll(Collections.singletonMap("null", null));
        assertThat(claims(claims, options().noTimestamp())).isEqualTo(claims);
        claims.put("long", BigInteger.TEN.pow(99));
        String token = JWT.sign(claims, SECRET, options().noTimestamp().build());
        assertThat(JWT.verify(token, SECRET, VerifyOptions.DEFAULTS)).isEqualTo(claims);
    }

    @Test
    void registeredClaimsHaveTheirTypesBeforeTheyAreSigned() {
        refused(Map.of("sub", 1), options(), "\"sub\" has another type");
        refused(Map.of("aud", List.of("a", 1)), options(), "\"aud\" has another type");
    }

    @Test
    void claimsThatAreNoJsonAreRefusedBeforeTheyAreSigned() {
        for (Object wrong : new Object[] {
            NOW,
            Double.NaN,
            BigInteger.TEN.pow(100),
            "half \ud83d",
            new byte[1],
            Map.of(1, 2),
            Map.of("\ude00", 2),
            Arrays.asList(1, new Object())
        }) {
            refused(Map.of("x", wrong), options(), "claims must be JSON");
        }
        refused(Map.of("x", new Injection()), options(), "claims must be JSON");
        refused(Map.of(), options().header(Map.of("x", new Injection())), "\"header\" must be JSON");
        Object deep = "x";
        for (int i = 0; i < 200; i++) {
            deep = List.of(deep);
        }
        refused(Map.of("x", deep), options(), "claims must be JSON");
    }

    /** A number by its type, which writes itself as more than a number. */
    private static final class Injection extends Number {
        @Override
        public int intValue() {
            return 1;
        }

        @Override
        public long longValue() {
            return 1;
        }

        @Override
        public float floatValue() {
            return 1;
        }

        @Override
        public double doubleValue() {
            return 1;
        }

        @Override
        public String toString() {
            return "1,\"admin\":true";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1s, 1000",
        "2 secs, 2000",
        "1m, 60000",
        "20 minutes, 1200000",
        "10h, 36000000",
        "1.5 hrs, 5400000",
        "7d, 604800000",
        "2 days, 172800000",
        "1w, 604800000",
        "1y, 31557600000",
        "100ms, 100",
        "-1H, -3600000",
        ".5s, 500",
        "604800000ms, 604800000",
        "999999999999 ms, 999999999999"
    })
    void timeSpansAreThoseOfMs(String text, long millis) {
        assertThat(TimeSpan.parse("expiresIn", text)).hasMillis(millis);
    }

    /** {@code ms} would take a number without a unit for milliseconds. */
    @ParameterizedTest
    @ValueSource(strings = {"", "120", "h", "1 fortnight", "1h30m", "1 h ", "1e3s", "9999999999999s", "١h", "1\u0000h"})
    void otherTextIsNoTimeSpan(String text) {
        String message = "should be a number of seconds or string representing a timespan eg: \"1d\", \"20h\", 60";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().expiresIn(text))
                .withMessage("\"expiresIn\" " + message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().notBefore(text))
                .withMessage("\"notBefore\" " + message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyOptions.builder().maxAge(text))
                .withMessage("\"maxAge\" " + message);
    }

    @Test
    void dateBeyondTheYear9999IsRefused() {
        refused(Map.of(), options().expiresIn("9000y"), "not in the years 1970 to 9999");
        refused(Map.of(), options().expiresIn("999999999999y"), "not in the years 1970 to 9999");
        refused(Map.of(), options().notBefore("-999999999999y"), "not in the years 1970 to 9999");
        for (long endless : new long[] {Long.MAX_VALUE, Long.MAX_VALUE / 1000, Long.MIN_VALUE}) {
            refused(Map.of(), options().expiresIn(endless), "not in the years 1970 to 9999");
            refused(Map.of(), options().notBefore(endless), "not in the years 1970 to 9999");
        }
    }
}
