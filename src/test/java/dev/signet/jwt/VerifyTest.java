package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static dev.signet.jwt.Library.NOW;
import static dev.signet.jwt.Library.SECONDS;
import static dev.signet.jwt.Library.SECRET;
import static dev.signet.jwt.Library.refused;
import static dev.signet.jwt.Library.rejection;
import static dev.signet.jwt.Library.signed;
import static dev.signet.jwt.Library.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.jwt.Rejection.NotBeforeError;
import dev.signet.jwt.Rejection.TokenExpiredError;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.UnverifiedJwt;
import dev.signet.jwt.claim.VerifiedJwt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code verify}, with the names, messages and dates that {@code jsonwebtoken} gives. */
class VerifyTest {
    private static VerifyOptions.Builder options() {
        return VerifyOptions.builder();
    }

    @Test
    void withoutOptionsTheClaimsAreGivenAsTheyWere() throws Exception {
        assertThat(verified(Map.of("foo", "bar", "list", List.of(1L, true)), options()))
                .isEqualTo(Map.of("foo", "bar", "list", List.of(1L, true)));
    }

    @Test
    void algorithmsNarrowWhatTheKeyIsFor() throws Exception {
        verified(Map.of(), options().algorithms(JwsAlgorithm.HS256));
        refused(() -> verified(Map.of(), options().algorithms(JwsAlgorithm.RS256)), "invalid algorithm");
    }

    @Test
    void expiredTokenSaysSince() throws Exception {
        assertThat(rejection(() -> verified(Map.of("exp", SECONDS), options())))
                .isEqualTo(new TokenExpiredError(Check.EXPIRY, "jwt expired", NOW))
                .returns("TokenExpiredError", Rejection::name)
                .isNotInstanceOf(Rejection.JsonWebTokenError.class);
        verified(Map.of("exp", SECONDS + 1), options());
        verified(Map.of("exp", SECONDS), options().ignoreExpiration());
    }

    @Test
    void tokenBeforeItsTimeSaysFromWhen() throws Exception {
        assertThat(rejection(() -> verified(Map.of("nbf", SECONDS + 1), options())))
                .isEqualTo(new NotBeforeError(NOW.plusSeconds(1)))
                .returns("NotBeforeError", Rejection::name)
                .returns("jwt not active", Rejection::message)
                .isNotInstanceOf(Rejection.JsonWebTokenError.class);
        verified(Map.of("nbf", SECONDS), options());
        verified(Map.of("nbf", SECONDS + 1), options().ignoreNotBefore());
    }

    @Test
    void datesThatAreNoNumbersAreInvalid() {
        for (String wrong : new String[] {"\"1\"", "true", "-1", "1e300", "1e400", "[1]", "null"}) {
            refused(() -> verifiedRaw("exp", wrong), "invalid exp value");
            refused(() -> verifiedRaw("nbf", wrong), "invalid nbf value");
            refused(() -> verifiedRaw("iat", wrong), "invalid iat value");
        }
    }

    /** What {@code Date.now()} gives, taken for seconds: the year 58693. */
    @Test
    void dateInMillisecondsIsInvalid() {
        for (String date : new String[] {"exp", "nbf", "iat"}) {
            refused(() -> verifiedRaw(date, "1790000000000"), "invalid " + date + " value");
        }
    }

    private static void verifiedRaw(String claim, String json) throws JwtRejectedException {
        JWT.verify(
                signed("{\"" + claim + "\":" + json + "}"),
                SECRET,
                options().anyAudience().build());
    }

    @Test
    void clockToleranceStretchesEveryDate() throws Exception {
        var tolerant = options().clockTolerance(Duration.ofSeconds(10));
        verified(Map.of("exp", SECONDS - 9), tolerant);
        rejection(() -> verified(Map.of("exp", SECONDS - 10), tolerant));
        verified(Map.of("nbf", SECONDS + 10), tolerant);
        rejection(() -> verified(Map.of("nbf", SECONDS + 11), tolerant));
        verified(Map.of("iat", SECONDS - 69), tolerant.maxAge(60));
        rejection(() -> verified(Map.of("iat", SECONDS - 70), tolerant));
    }

    @Test
    void clockTimestampCountsAsNow() throws Exception {
        verified(Map.of("exp", 1000), options().clockTimestamp(Instant.ofEpochSecond(999)));
        rejection(() -> verified(Map.of("exp", 1000), options().clockTimestamp(Instant.ofEpochSecond(1000))));
        verified(Map.of("exp", 1), options().clockTimestamp(Instant.EPOCH));
    }

    @Test
    void audienceIsOneOfOurs() throws Exception {
        verified(Map.of("aud", "a"), options().audience("a"));
        verified(Map.of("aud", List.of("x", "b")), options().audience("a", "b"));
        String message = "jwt audience invalid. expected: a or b";
        refused(() -> verified(Map.of("aud", "c"), options().audience("a", "b")), message);
        refused(() -> verified(Map.of(), options().audience("a", "b")), message);
        refused(
                () -> JWT.verify(
                        signed("{\"aud\":[\"a\",1]}"),
                        SECRET,
                        options().audience("a", "b").build()),
                message);
    }

    /** Whoever says of no audience that it is theirs takes no token that is meant for one (RFC 7519 section 4.1.3). */
    @Test
    void tokenForSomebodyIsRefusedByWhoeverIsNobodysAudience() throws Exception {
        String message = "jwt audience invalid. expected: none";
        for (Object audience : List.of("a", "", List.of("a", "b"), List.of())) {
            refused(() -> verified(Map.of("aud", audience), options()), message);
            verified(Map.of("aud", audience), options().anyAudience());
        }
        verified(Map.of(), options().anyAudience());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().audience("a").anyAudience().build());
    }

    @Test
    void audiencePatternMatchesAllOfTheAudience() throws Exception {
        Pattern ours = Pattern.compile("https://[a-z]+\\.example");
        verified(Map.of("aud", List.of("x", "https://api.example")), options().audience(ours));
        refused(
                () -> verified(
                        Map.of("aud", "https://api.example.evil"), options().audience(ours)),
                "jwt audience invalid. expected: /https://[a-z]+\\.example/");
    }

    /** Or the stack would end before the audience does. */
    @Test
    void audienceOfMoreThan1024CharactersMatchesNoPattern() throws Exception {
        Pattern ours = Pattern.compile("(a|b)*");
        verified(Map.of("aud", "ab".repeat(512)), options().audience(ours));
        for (String endless : new String[] {"ab".repeat(512) + "a", "ab".repeat(2500)}) {
            refused(
                    () -> verified(Map.of("aud", endless), options().audience(ours)),
                    "jwt audience invalid. expected: /(a|b)*/");
        }
        String named = "a".repeat(1025);
        verified(Map.of("aud", named), options().audience(named));
    }

    @Test
    void issuerIsExactlyOneOfOurs() throws Exception {
        verified(Map.of("iss", "b"), options().issuer("a", "b"));
        verified(Map.of("iss", "a"), options().issuer("a").issuer("b"));
        refused(() -> verified(Map.of("iss", "B"), options().issuer("b")), "jwt issuer invalid. expected: b");
        refused(() -> verified(Map.of(), options().issuer("a", "b")), "jwt issuer invalid. expected: a,b");
        refused(
                () -> JWT.verify(
                        signed("{\"iss\":[\"a\"]}"),
                        SECRET,
                        options().issuer("a").build()),
                "jwt issuer invalid. expected: a");
    }

    @Test
    void subjectJwtidAndNonceAreExact() throws Exception {
        Map<String, Object> claims = Map.of("sub", "s", "jti", "j", "nonce", "n");
        verified(claims, options().subject("s").jwtid("j").nonce("n"));
        refused(() -> verified(claims, options().subject("S")), "jwt subject invalid. expected: S");
        refused(() -> verified(claims, options().jwtid("J")), "jwt jwtid invalid. expected: J");
        refused(() -> verified(claims, options().nonce("N")), "jwt nonce invalid. expected: N");
        refused(() -> verified(Map.of(), options().nonce("N")), "jwt nonce invalid. expected: N");
    }

    @Test
    void maxAgeCountsFromTheTimestamp() throws Exception {
        verified(Map.of("iat", SECONDS - 59), options().maxAge(60));
        assertThat(rejection(() ->
                        verified(Map.of("iat", SECONDS - 86_400), options().maxAge("1d"))))
                .isEqualTo(new TokenExpiredError(Check.MAX_AGE, "maxAge exceeded", NOW))
                .returns("TokenExpiredError", Rejection::name);
        refused(() -> verified(Map.of(), options().maxAge(60)), "iat required when maxAge is specified");
        assertThat(rejection(() -> verified(Map.of("iat", SECONDS), options().maxAge(0))))
                .returns("maxAge exceeded", Rejection::message);
    }

    /** Or it would be young for longer than maxAge. */
    @Test
    void maxAgeTakesNoTimestampOfTheFuture() throws Exception {
        Map<String, Object> early = Map.of("iat", SECONDS + 30);
        verified(early, options());
        refused(() -> verified(early, options().maxAge(60)), "iat must not be in the future");
        Duration tolerance = Duration.ofSeconds(10);
        refused(() -> verified(early, options().maxAge(60).clockTolerance(tolerance)), "iat must not be in the future");
        verified(Map.of("iat", SECONDS + 10), options().maxAge(60).clockTolerance(tolerance));
        verified(early, options().maxAge(60).ignoreFutureTimestamp());
        verified(Map.of("iat", SECONDS), options().maxAge(60));
    }

    @Test
    void completeGivesHeaderPayloadAndSignature() throws Exception {
        String token = signed(Map.of("foo", "bar"));
        VerifiedJwt complete = JWT.verifyComplete(token, SECRET, VerifyOptions.DEFAULTS);
        assertThat(complete.header()).isEqualTo(Map.of("alg", "HS256", "typ", "JWT"));
        assertThat(complete.payload()).isEqualTo(Map.of("foo", "bar"));
        assertThat(token).endsWith("." + complete.signature());
    }

    @Test
    void typesAreComparedWithoutRegardToCaseAndPrefix() throws Exception {
        verified(Map.of(), options().types("jwt"));
        verified(Map.of(), options().types("at+jwt", "JWT"));
        refused(() -> verified(Map.of(), options().types("at+jwt")), "invalid token type");
        verified(Map.of(), options().types("application/JWT"));
        SignOptions prefixed =
                SignOptions.builder().header(Map.of("typ", "Application/jwt")).build();
        String token = JWT.sign(Map.of(), SECRET, prefixed);
        JWT.verify(token, SECRET, options().types("jwt").build());
        JWT.verify(token, SECRET, options().types("application/jwt").build());
    }

    @Test
    void accessTokensMustBeWhole() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().accessToken().build());
        refused(() -> verified(Map.of(), accessToken()), "invalid exp value");
        refused(() -> verified(Map.of(), accessToken().ignoreExpiration()), "invalid iss value");
        Map<String, Object> claims = new HashMap<>(Map.of("exp", SECONDS + 1, "aud", "a"));
        for (String claim : List.of("iss", "sub", "client_id", "jti")) {
            refused(() -> verified(claims, accessToken()), "invalid " + claim + " value");
            claims.put(claim, "x");
        }
        refused(() -> verified(claims, accessToken()), "invalid iat value");
        claims.put("iat", SECONDS);
        verified(claims, accessToken());
        claims.put("act", "somebody");
        refused(() -> verified(claims, accessToken()), "invalid act value");
        claims.remove("act");
        for (Object nobody : List.of("", List.of(), List.of("a", ""))) {
            claims.put("aud", nobody);
            refused(() -> verified(claims, accessToken()), "invalid aud value");
        }
        claims.remove("aud");
        refused(() -> verified(claims, accessToken()), "invalid aud value");
    }

    private static VerifyOptions.Builder accessToken() {
        return options().accessToken().anyAudience();
    }

    @Test
    void registeredClaimsHaveTheirTypes() {
        for (String claim : new String[] {"iss", "sub", "aud", "jti"}) {
            refused(() -> verifiedRaw(claim, "1"), "invalid " + claim + " value");
            refused(() -> verifiedRaw(claim, "null"), "invalid " + claim + " value");
        }
    }

    /** {@code typ} is optional (RFC 7515 section 4.1.9), and looked at only by whoever asks for it. */
    @Test
    void typOfNullIsNoType() throws Exception {
        String token = signedWithHeader("{\"alg\":\"HS256\",\"typ\":null}");
        assertThat(JWT.verify(token, SECRET, VerifyOptions.DEFAULTS)).isEmpty();
        refused(() -> JWT.verify(token, SECRET, options().types("JWT").build()), "invalid token type");
    }

    private static String signedWithHeader(String header) throws Exception {
        Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
        String input = base64url.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64url.encodeToString("{}".getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(SECRET.signing().orElseThrow());
        return input + "." + base64url.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void briefMessagesDoNotSayWhatWasExpected() {
        refused(() -> verified(Map.of(), options().issuer("a").briefMessages()), "jwt issuer invalid");
        refused(() -> verified(Map.of(), options().audience("a").briefMessages()), "jwt audience invalid");
        refused(() -> verified(Map.of("aud", "a"), options().briefMessages()), "jwt audience invalid");
        refused(() -> verified(Map.of(), options().subject("a").briefMessages()), "jwt subject invalid");
    }

    /** An option that was called by mistake with nothing must not switch its check off. */
    @Test
    void emptyOptionsAreMistakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> options().audience());
        assertThatIllegalArgumentException().isThrownBy(() -> options().issuer());
        assertThatIllegalArgumentException().isThrownBy(() -> options().types());
        assertThatIllegalArgumentException().isThrownBy(() -> options().algorithms());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().nonce(" "))
                .withMessage("nonce must be a non-empty string");
        // another empty string is a value like any
        refused(() -> verified(Map.of("iss", "a"), options().issuer("")), "jwt issuer invalid. expected: ");
        refused(() -> verified(Map.of("sub", "a"), options().subject("")), "jwt subject invalid. expected: ");
        for (ThrowingCallable negative : List.<ThrowingCallable>of(
                () -> options().maxAge(-1), () -> options().maxAge("-1s"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(negative)
                    .withMessage("\"maxAge\" should be zero or more, and not endless");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> options().maxAge(Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> options().maxAge("120"));
        assertThatIllegalArgumentException().isThrownBy(() -> options().clockTolerance(Duration.ofSeconds(-1)));
        for (Instant nowhen : new Instant[] {Instant.MAX, Instant.MIN, Instant.ofEpochSecond(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options().clockTimestamp(nowhen))
                    .withMessage("\"clockTimestamp\" should be in the years 1970 to 9999");
        }
    }

    /** Least of all by what a program happened not to have: anybody's token would do. */
    @Test
    @NullUnmarked
    void optionsWithoutAValueAreMistakes() {
        for (Map.Entry<String, Consumer<VerifyOptions.Builder>> option :
                List.<Map.Entry<String, Consumer<VerifyOptions.Builder>>>of(
                        Map.entry("algorithms", options -> options.algorithms((Set<JwsAlgorithm>) null)),
                        Map.entry("algorithms", options -> options.algorithms((JwsAlgorithm) null)),
                        Map.entry("types", options -> options.types("JWT", null)),
                        Map.entry("audience", options -> options.audience((String) null)),
                        Map.entry("audience", options -> options.audience((String[]) null)),
                        Map.entry("audience", options -> options.audience((Pattern) null)),
                        Map.entry("issuer", options -> options.issuer("a", null)),
                        Map.entry("issuer", options -> options.issuer((String) null)),
                        Map.entry("subject", options -> options.subject(null)),
                        Map.entry("jwtid", options -> options.jwtid(null)),
                        Map.entry("nonce", options -> options.nonce(null)),
                        Map.entry("maxAge", options -> options.maxAge(null)),
                        Map.entry("clockTolerance", options -> options.clockTolerance(null)),
                        Map.entry("clockTimestamp", options -> options.clockTimestamp(null)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> option.getValue().accept(options()))
                    .withMessage(option.getKey() + " must have a value");
        }
        String token = signed(Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JWT.verify(token, null, VerifyOptions.DEFAULTS))
                .withMessage("secret or public key must be provided");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JWT.verify(token, SECRET, null))
                .withMessage("options must have a value");
    }

    @Test
    void tokenLongerThanTheLimitIsNotLookedAt() throws Exception {
        Map<String, Object> claims = Map.of("filler", "x".repeat(8 * 1024));
        refused(() -> verified(claims, options()), "jwt malformed");
        verified(claims, options().maxLength(16 * 1024));
    }

    @Test
    void absentTokenMustBeProvided() {
        for (String none : new String[] {null, ""}) {
            refused(() -> JWT.verify(none, SECRET, VerifyOptions.DEFAULTS), "jwt must be provided");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a.b.c.d", "..", "a b.c.d", "{\"payload\":\"\",\"signatures\":[]}"})
    void whatHasNoThreePartsIsMalformed(String token) {
        refused(() -> JWT.verify(token, SECRET, VerifyOptions.DEFAULTS), "jwt malformed");
    }

    @Test
    void decodingIsNoVerificationAndSaysSo() {
        String token = signed(Map.of("foo", "bar"));
        String forged = token.substring(0, token.lastIndexOf('.') + 1);
        UnverifiedJwt decoded = JsonWebTokens.decodeUnverified(forged).orElseThrow();
        assertThat(decoded.header()).containsEntry("alg", "HS256");
        assertThat(decoded.payload()).isEqualTo(Map.of("foo", "bar"));
        assertThat(decoded.signature()).isEmpty();
        assertThat(JsonWebTokens.decodeUnverified(token).orElseThrow().signature())
                .isEqualTo(token.substring(token.lastIndexOf('.') + 1));
        for (String none : new String[] {null, "", "a.b.c", "..", "x".repeat(100_000)}) {
            assertThat(JsonWebTokens.decodeUnverified(none)).isEmpty();
        }
    }

    @Test
    void decodingLeavesTheSignatureAsItIs() {
        String token = signed(Map.of("foo", "bar"));
        for (String trailing : new String[] {"\n", " ", "=", "!", "A"}) {
            UnverifiedJwt decoded =
                    JsonWebTokens.decodeUnverified(token + trailing).orElseThrow();
            assertThat(decoded.signature()).endsWith(trailing);
            refused(
                    () -> JWT.verify(token + trailing, SECRET, VerifyOptions.DEFAULTS),
                    trailing.equals("A") ? "invalid signature" : "jwt malformed");
        }
        assertThat(JsonWebTokens.decodeUnverified(token + ".x")).isEmpty();
    }

    @Test
    void decodingHasALimitToo() {
        String token = signed(Map.of("filler", "x".repeat(8 * 1024)));
        assertThat(JsonWebTokens.decodeUnverified(token)).isEmpty();
        assertThat(JsonWebTokens.decodeUnverified(token, token.length())).isPresent();
        assertThat(JsonWebTokens.decodeUnverified(token, token.length() - 1)).isEmpty();
    }

    @Test
    void payloadThatIsNoJsonIsNotDecoded() {
        assertThat(JsonWebTokens.decodeUnverified(signed("hello"))).isEmpty();
    }

    @Test
    void claimsCannotBeChangedAfterwards() throws Exception {
        Map<String, Object> claims = verified(Map.of("groups", List.of("user"), "of", Map.of("shop", 7)), options());
        assertThatThrownBy(() -> claims.put("admin", true)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(claims.get("groups"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isUnmodifiable();
        assertThat(claims.get("of")).asInstanceOf(InstanceOfAssertFactories.MAP).isUnmodifiable();
    }

    @Test
    void refusalsComeWithoutAStackTraceAndNothingShowsTheToken() {
        assertThatCode(() -> JWT.verify("a.b.c.d", SECRET, VerifyOptions.DEFAULTS))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        assertThat(JsonWebTokens.decodeUnverified(signed(Map.of("foo", "secret")))
                        .orElseThrow())
                .doesNotHaveToString("secret")
                .hasToString("UnverifiedJwt");
    }
}
