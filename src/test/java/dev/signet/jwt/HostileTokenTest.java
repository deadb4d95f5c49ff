package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static dev.signet.jwt.Library.SECRET;
import static dev.signet.jwt.Library.refused;
import static dev.signet.jwt.Library.rejection;
import static dev.signet.jwt.Library.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.Rejection.JsonWebTokenError;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers send to a developer's {@code verify}: refused, and always as a refusal. */
class HostileTokenTest {
    private static final String GOOD = signed(Map.of("sub", "somebody"));

    private static String segment(String json) {
        return segment(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String segment(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** With a signature that is good. */
    private static String hmac(String header, byte[] payload) throws Exception {
        String input = segment(header) + "." + segment(payload);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(SECRET.signing().orElseThrow());
        return input + "." + segment(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void verify(String token) throws JwtRejectedException {
        JWT.verify(token, SECRET, VerifyOptions.DEFAULTS);
    }

    @Test
    void everyChangeOfOneCharacterIsRefused() {
        for (int at = 0; at < GOOD.length(); at++) {
            for (char other : new char[] {'A', 'Q', '_', '=', '.', ' ', '\n', '\u0000', 'é'}) {
                if (GOOD.charAt(at) != other) {
                    String changed = GOOD.substring(0, at) + other + GOOD.substring(at + 1);
                    assertThat(rejection(() -> verify(changed))).isInstanceOf(JsonWebTokenError.class);
                }
            }
        }
    }

    /** One in four signatures on P-521 has zeros where this one is cut (RFC 7518 section 3.4). */
    @Test
    void ellipticSignatureWithoutItsZerosIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        KeyPair pair = generator.generateKeyPair();
        JwtKey key = JwtKey.of(pair.getPublic());
        String input = segment("{\"alg\":\"ES512\"}") + "." + segment("{}");
        byte[] whole;
        do {
            Signature signature = Signature.getInstance("SHA512withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            whole = signature.sign();
        } while (whole[0] != 0 || whole[66] != 0);
        JWT.verify(input + "." + segment(whole), key, VerifyOptions.DEFAULTS);
        byte[] cut = new byte[130];
        System.arraycopy(whole, 1, cut, 0, 65);
        System.arraycopy(whole, 67, cut, 65, 65);
        refused(() -> JWT.verify(input + "." + segment(cut), key, VerifyOptions.DEFAULTS), "invalid signature");
    }

    /** The JDK's provider would take it (RFC 8032 section 5.1.7 wants 64 bytes): a second text of the same token. */
    @Test
    void edwardsSignatureWithSomethingBehindItIsRefused() throws Exception {
        KeyPair pair = JwsAlgorithm.EDDSA.generateKeyPair();
        JwtKey key = JwtKey.of(pair.getPublic());
        String token = JWT.sign(Map.of("sub", "somebody"), JwtKey.of(pair.getPrivate()), SignOptions.DEFAULTS);
        JWT.verify(token, key, VerifyOptions.DEFAULTS);
        for (String behind : new String[] {"A", "AA", "AAA", "A".repeat(86)}) {
            assertThat(rejection(() -> JWT.verify(token + behind, key, VerifyOptions.DEFAULTS)))
                    .isInstanceOf(JsonWebTokenError.class);
        }
    }

    /** The same bytes written differently: a good signature must not make them good. */
    @Test
    void otherTextForTheSameBytesIsMalformed() {
        // 32 bytes leave two bits of the last character that count for nothing
        int last = GOOD.length() - 1;
        refused(() -> verify(GOOD.substring(0, last) + (char) (GOOD.charAt(last) + 1)), "jwt malformed");
        refused(() -> verify(GOOD + "="), "jwt malformed");
    }

    @Test
    void everyBeginningIsRefused() {
        for (int length = 0; length < GOOD.length(); length++) {
            String beginning = GOOD.substring(0, length);
            assertThat(rejection(() -> verify(beginning))).isInstanceOf(JsonWebTokenError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS1", "hs256", "HS256 ", "RSA1_5", "dir"})
    void noneAndUnknownAlgorithmsAreRefusedInAnySpelling(String alg) throws Exception {
        String header = "{\"alg\":\"" + alg + "\"}";
        refused(() -> verify(hmac(header, "{}".getBytes(StandardCharsets.UTF_8))), "invalid algorithm");
        refused(() -> verify(segment(header) + "." + segment("{}") + "."), "jwt signature is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"b64\":false}",
                "{\"alg\":\"HS256\",\"zip\":\"DEF\"}",
                "{\"alg\":\"HS256\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "[\"HS256\"]",
                "HS256",
                "{\"alg\":\"HS256\"} x",
                "null"
            })
    void headerThatCanBeMisreadIsRefused(String header) {
        refused(() -> verify(hmac(header, "{}".getBytes(StandardCharsets.UTF_8))), "invalid token");
    }

    @Test
    void algorithmMustBeText() {
        for (String alg : new String[] {"[\"HS256\"]", "256", "null", "{}"}) {
            refused(
                    () -> verify(hmac("{\"alg\":" + alg + "}", "{}".getBytes(StandardCharsets.UTF_8))),
                    "invalid algorithm");
        }
    }

    @Test
    void signedPayloadThatIsNoObjectOrIsAmbiguousIsRefused() {
        for (String payload : new String[] {"[]", "text", "\"text\"", "{\"sub\":\"a\",\"sub\":\"b\"}", "{}{}", ""}) {
            assertThat(rejection(() -> verify(hmac("{\"alg\":\"HS256\"}", payload.getBytes(StandardCharsets.UTF_8)))))
                    .isInstanceOf(JsonWebTokenError.class);
        }
        refused(
                () -> verify(hmac("{\"alg\":\"HS256\"}", new byte[] {'{', '"', -1, '"', ':', '1', '}'})),
                "invalid token");
    }

    /** Each is read differently by this lenient parser and that: {@code StructureTest} has more of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\" \"a\"}",
                "{\"sub\":\"a\",}",
                "{\"sub\":[\"a\",]}",
                "{\"exp\":09999999999}",
                "{\"exp\":+9999999999}",
                "{'sub':'a'}",
                "{\"sub\":\"\\ud800\"}",
                "{\"n\":1e1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000}"
            })
    void signedPayloadThatIsAlmostJsonIsRefused(String payload) {
        refused(() -> verify(hmac("{\"alg\":\"HS256\"}", payload.getBytes(StandardCharsets.UTF_8))), "invalid token");
        refused(
                () -> verify(hmac("{\"alg\":\"HS256\"," + payload.substring(1), "{}".getBytes(StandardCharsets.UTF_8))),
                "invalid token");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
        refused(() -> verify(hmac("{\"alg\":\"HS256\"}", deep.getBytes(StandardCharsets.UTF_8))), "invalid token");
    }

    @Test
    void ecdsaSignaturesOfZerosAndInDerAreRefused() {
        JwtKey key = JwtKey.of(JwsAlgorithm.ES256.generateKeyPair().getPublic());
        String input = segment("{\"alg\":\"ES256\"}") + "." + segment("{}") + ".";
        for (byte[] signature :
                new byte[][] {new byte[64], new byte[63], new byte[65], new byte[1], {0x30, 6, 2, 1, 1, 2, 1, 1}}) {
            refused(() -> JWT.verify(input + segment(signature), key, VerifyOptions.DEFAULTS), "invalid signature");
        }
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);
        refused(() -> JWT.verify(input + segment(ones), key, VerifyOptions.DEFAULTS), "invalid signature");
    }

    @Test
    void keyOfTheHeaderIsNothingButText() throws Exception {
        AtomicReference<Object> seen = new AtomicReference<>();
        String token = hmac(
                "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\",\"jku\":\"http://127.0.0.1:1/\"}",
                "{}".getBytes(StandardCharsets.UTF_8));
        JWT.verify(
                token,
                header -> {
                    seen.set(header.get("kid"));
                    return Optional.of(SECRET);
                },
                VerifyOptions.DEFAULTS);
        assertThat(seen).hasValue("../../dev/null");
    }
}
