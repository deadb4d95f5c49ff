package dev.signet.attack;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Check;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement 5: one form for one token (RFC 7515 section 2, RFC 4648 section 3.5, RFC 8725 section 2.6). */
@QuarkusTest
class StructureTest {
    private static final byte[] NO_UTF8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "a.b", "a.b.c.d", "a.b.c.d.e", "..", "...", "a..c", ".b.c", "null", "a,b,c", "....."})
    void whatHasNoThreePartsIsMalformed(String token) {
        door.refuses(token, Check.STRUCTURE, "jwt malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "+", "/", "%", "%3D", "~", "*", "\t", " a", "\u00e9", "\"", "'", ";", ","})
    void anyOtherCharacterIsMalformedInEachPart(String stray) {
        String[] parts = forge.with(claims -> {}).split("\\.");
        door.refuses(parts[0] + stray + "." + parts[1] + "." + parts[2], Check.STRUCTURE, "jwt malformed");
        door.refuses(
                parts[0] + "." + parts[1].substring(0, 8) + stray + parts[1].substring(8) + "." + parts[2],
                Check.STRUCTURE,
                "jwt malformed");
        door.refuses(
                parts[0] + "." + parts[1] + "." + stray.strip() + "=" + parts[2], Check.STRUCTURE, "jwt malformed");
    }

    /** The last character of 64 bytes has four bits that count for nothing. */
    @Test
    void strayTrailingBitsAreMalformed() {
        String token = forge.with(claims -> {});
        String start = token.substring(0, token.length() - 1);
        char last = token.charAt(token.length() - 1);
        door.accepts(token);
        for (int bits = 1; bits < 16; bits++) {
            door.refuses(start + (char) (last + bits), Check.STRUCTURE, "jwt malformed");
        }
    }

    @Test
    void oversizedTokenIsRefusedUnread() {
        int exact = forge.with(claims -> claims.put("filler", "")).length();
        int room = (8 * 1024 - exact) * 3 / 4;
        door.accepts(forge.with(claims -> claims.put("filler", "x".repeat(room - 2))));
        door.refuses(
                forge.with(claims -> claims.put("filler", "x".repeat(room + 4))), Check.STRUCTURE, "jwt malformed");
        door.refuses(forge.with(claims -> {}) + "A".repeat(8 * 1024), Check.STRUCTURE, "jwt malformed");
        door.refuses(".".repeat(15_000), Check.STRUCTURE, "jwt malformed");
    }

    /** What lenient parsers take, and each reads in its own way (RFC 8259 sections 2 to 7). */
    private static Stream<String> almostObjects() {
        return Stream.of(
                "{\"a\" 1}",
                "{\"a\"=1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\":}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":01}",
                "{\"a\":-01}",
                "{\"a\":00}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":0x10}",
                "{\"a\":-Infinity}",
                "{\"a\":" + "1".repeat(101) + "}",
                "{\"a\":0." + "1".repeat(101) + "}",
                "{\"a\":True}",
                "{\"a\":undefined}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\x41\"}",
                "{\"a\":\"\\u004\"}",
                "{\"a\":\"\\ud83d\"}",
                "{\"a\":\"\\ude00\\ud83d\"}",
                "{\"\\ud83d\":1}",
                "{\"a\":[{\"b\":\"x\\udc00\"}]}",
                "{\"a\":1}\u0000",
                "{\"a\":1}//",
                "/**/{\"a\":1}",
                "{\"a\":1}#",
                "\u001e{\"a\":1}",
                "\u00a0{\"a\":1}",
                ")]}',{\"a\":1}");
    }

    private static Stream<String> noObjects() {
        return Stream.of(
                "",
                "[]",
                "null",
                "1",
                "\"text\"",
                "no json",
                "{",
                "{\"a\":1}}",
                "{\"a\":1}{}",
                "\ufeff{}",
                "\u2028{}",
                "{\"a\":1}\u000b",
                "{\"a\":NaN}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
                "{\"\\ud83d\\ude00\":1,\"\ud83d\ude00\":2}",
                "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
                "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"a\":".repeat(500) + "1" + "}".repeat(500),
                "{\"a\":" + "[".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource({"noObjects", "almostObjects"})
    void headerAndClaimsMustEachBeOneJsonObject(String json) {
        String header = forge.under(json);
        String claims = claims(json.getBytes(StandardCharsets.UTF_8));
        if (json.isEmpty()) {
            door.refuses(header, Check.STRUCTURE, "jwt malformed");
            door.refuses(claims, Check.STRUCTURE, "jwt malformed");
        } else {
            door.refuses(header, Check.HEADER, "invalid token");
            door.refuses(claims, Check.PAYLOAD, "invalid token");
        }
    }

    /** All of it means what it says, so strictness does not refuse it. */
    @Test
    void claimsMayBeWrittenInEveryWayThatJsonAllows() {
        String claims = new Payload(forge.claims()).toString();
        String more =
                " \t\r\n{ \"a\" : [ ] ,\"b\":{ },\"c\":[-0, -0.0, 1E+2, 0.5e-3, null, true],\"\\ud83d\\ude00\":\"\\u0000\\/\","
                        + "\"\":" + "9".repeat(100) + ",";
        door.accepts(claims((more + claims.substring(1) + " \n").getBytes(StandardCharsets.UTF_8)));
    }

    private String claims(byte[] payload) {
        return forge.signed(forge.header().build().toString(), payload);
    }

    @Test
    void claimThatStandsTwiceIsRefusedThoughWeSignedIt() {
        String claims = new Payload(forge.claims()).toString();
        for (String twice :
                List.of("\"groups\":[]", "\"exp\":9999999999", "\"\\u0073ub\":\"x\"", "\"aud\":\"signet\"")) {
            String payload = claims.substring(0, claims.length() - 1) + "," + twice + "}";
            door.refuses(claims(payload.getBytes(StandardCharsets.UTF_8)), Check.PAYLOAD, "invalid token");
        }
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        byte[] header = NO_UTF8.clone();
        String[] parts = forge.with(claims -> {}).split("\\.");
        door.refuses(Base64URL.encode(header) + "." + parts[1] + "." + parts[2], Check.HEADER, "invalid token");
        door.refuses(claims(NO_UTF8), Check.PAYLOAD, "invalid token");
        byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};
        door.refuses(claims(overlong), Check.PAYLOAD, "invalid token");
        byte[] surrogate = {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'};
        door.refuses(claims(surrogate), Check.PAYLOAD, "invalid token");
        for (Charset other :
                new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
            door.refuses(claims("{\"a\":1}".getBytes(other)), Check.PAYLOAD, "invalid token");
        }
    }
}
