package dev.signet.attack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What can be done to a good token: bit by bit, character by character, segment by segment, member by member. */
final class Mutations {
    private static final int HEADER = 0;
    private static final int PAYLOAD = 1;
    private static final int SIGNATURE = 2;

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    /** Lone surrogates survive only as escapes. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> MEMBERS = List.of(
            "alg",
            "typ",
            "kid",
            "crit",
            "jwk",
            "jku",
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "groups",
            "scope",
            "sid",
            "act",
            "auth_time",
            "upn",
            "client_id",
            "x",
            "");

    private final List<String> token;
    private final List<String> other;

    /**
     * Mutations of one token.
     *
     * @param other a good token too, of which segments are taken
     */
    Mutations(String token, String other) {
        this.token = List.of(token.split("\\."));
        this.other = List.of(other.split("\\."));
    }

    /** Never the token itself, nor the other one. */
    Arbitrary<String> all() {
        return Arbitraries.oneOf(List.of(
                        bits(), characters(), tails(), segments(), members(HEADER), members(PAYLOAD), signatures()))
                .filter(mutant -> !mutant.equals(String.join(".", token)) && !mutant.equals(String.join(".", other)));
    }

    private Arbitrary<String> bits() {
        return segment().flatMap(part -> {
            byte[] bytes = Base64URL.from(token.get(part)).decode();
            return Arbitraries.integers().between(0, bytes.length * 8 - 1).map(bit -> {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                return with(part, Base64URL.encode(flipped).toString());
            });
        });
    }

    /** Replaces some characters, or none, by others, or none. */
    private Arbitrary<String> characters() {
        String text = String.join(".", token);
        Arbitrary<Integer> position = Arbitraries.integers().between(0, text.length());
        Arbitrary<String> inserted = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3),
                Arbitraries.strings().withChars("ABCxyz019-_.=+/ \r\n\t\u0000").ofMaxLength(3));
        return Combinators.combine(position, Arbitraries.integers().between(0, 3), inserted)
                .as((from, length, insert) ->
                        text.substring(0, from) + insert + text.substring(Math.min(text.length(), from + length)));
    }

    /** The ends of segments, where base64url has bits that count for nothing, and other decoders take padding. */
    private Arbitrary<String> tails() {
        Arbitrary<String> last = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .numeric()
                .withChars("-_")
                .ofLength(1);
        Arbitrary<String> padding = Arbitraries.of("=", "==", "\n", " ", "A", ".");
        return segment().flatMap(part -> {
            String text = token.get(part);
            return Arbitraries.oneOf(last.map(text.substring(0, text.length() - 1)::concat), padding.map(text::concat))
                    .map(changed -> with(part, changed));
        });
    }

    /** Segments left out, doubled, in another order, cut, of another token, or of nobody's making. */
    private Arbitrary<String> segments() {
        Arbitrary<String> cut = Combinators.combine(
                        segment(), Arbitraries.doubles().between(0, 1))
                .as((part, share) -> token.get(part)
                        .substring(0, (int) (share * token.get(part).length())));
        return Arbitraries.oneOf(
                        Arbitraries.of(token),
                        Arbitraries.of(other),
                        cut,
                        bytes(200).map(Mutations::encoded),
                        Arbitraries.just(""))
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join(".", parts));
    }

    /** One member of an object set to any value, or removed; not signed anew. */
    private Arbitrary<String> members(int part) {
        return changed(part).map(json -> with(part, encoded(json)));
    }

    /** The bytes of a header or of claims with one member set to any value, or removed. */
    Arbitrary<byte[]> changed(int part) {
        Arbitrary<String> name =
                Arbitraries.oneOf(Arbitraries.of(MEMBERS), Arbitraries.strings().ofMaxLength(8));
        return Combinators.combine(name, values(3).injectNull(0.1), Arbitraries.of(true, false))
                .as((member, value, remove) -> {
                    Map<String, Object> object = read(part);
                    if (remove) {
                        object.remove(member);
                    } else {
                        object.put(member, value);
                    }
                    return write(object);
                });
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).asGeneric(),
                Arbitraries.of("none", "HS256", "at+jwt", "admin", "\ud800").asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.just(BigInteger.TEN.pow(400)).asGeneric());
        return depth == 0
                ? leaf
                : Arbitraries.oneOf(
                        leaf,
                        leaf,
                        values(depth - 1).list().ofMaxSize(3).asGeneric(),
                        values(depth - 1).map(value -> Map.of("a", value)).asGeneric());
    }

    private Arbitrary<String> signatures() {
        return Arbitraries.oneOf(bytes(130), bytes(64).map(bytes -> Arrays.copyOf(bytes, 64)))
                .map(bytes -> with(SIGNATURE, encoded(bytes)));
    }

    private static Arbitrary<byte[]> bytes(int most) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(most);
    }

    private static Arbitrary<Integer> segment() {
        return Arbitraries.of(HEADER, PAYLOAD, SIGNATURE);
    }

    private String with(int part, String text) {
        String[] parts = token.toArray(String[]::new);
        parts[part] = text;
        return String.join(".", parts);
    }

    private static String encoded(byte[] bytes) {
        return Base64URL.encode(bytes).toString();
    }

    private Map<String, Object> read(int part) {
        try {
            return JSON.readValue(Base64URL.from(token.get(part)).decodeToString(), OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] write(Map<String, Object> object) {
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
