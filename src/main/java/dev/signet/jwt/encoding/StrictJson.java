package dev.signet.jwt.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * JSON by the letter of RFC 8259, as RFC 8725 section 2.6 wants it: UTF-8 and nothing else, one object, each member once, not
 * nested for its own sake, no half characters, no endless numbers.
 */
public final class StrictJson {
    /** Deeper than any claim we know of, and far from what makes a recursion end badly. */
    private static final int MAX_DEPTH = 32;

    /** Characters; longer than any number we know of, and cheap to read. */
    private static final int MAX_NUMBER = 100;

    /** Any other may write itself as something that is no number. */
    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            Float.class,
            Double.class,
            BigDecimal.class);

    /** Keeps no names: they are chosen by whoever sends a token. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Reads an object, which cannot be changed: of text, {@link Long} or {@link BigInteger} for a number without point and exponent, {@link
     * Double} for others (which may be beyond all numbers), {@link Boolean}, null, {@link List} and {@link Map}.
     *
     * @return empty if it is anything else
     */
    public static Optional<Map<String, Object>> object(byte[] bytes) {
        // decoded first: the parser would take UTF-16 and UTF-32 too, and overlook a byte order mark
        try (JsonParser parser = FACTORY.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, Object> object = members(parser);
            return parser.nextToken() == null ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = whole(parser.currentName());
            parser.nextToken();
            members.put(name, value(parser));
        }
        return Collections.unmodifiableMap(members);
    }

    private static List<Object> items(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return Collections.unmodifiableList(items);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> whole(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Object integer(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getBigIntegerValue();
        }
        return parser.getLongValue();
    }

    private static String whole(String text) throws IOException {
        if (!isWhole(text)) {
            throw new MalformedInputException(1);
        }
        return text;
    }

    /** An escape may write half a character, which has no form in UTF-8 (RFC 8259 section 8.2). */
    private static boolean isWhole(String text) {
        for (int i = 0, point; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a value has a form in JSON, and would be read again: text, finite numbers of Java's own classes, booleans, null,
     * maps and lists.
     */
    public static boolean isJson(@Nullable Object value) {
        return everyLeaf(
                value,
                0,
                leaf -> leaf == null
                        || leaf instanceof Boolean
                        || (leaf instanceof String text && isWhole(text))
                        || (leaf instanceof Number number
                                && NUMBERS.contains(leaf.getClass())
                                && Double.isFinite(number.doubleValue())
                                && number.toString().length() <= MAX_NUMBER));
    }

    private static boolean everyLeaf(@Nullable Object value, int depth, Predicate<@Nullable Object> rule) {
        if (value instanceof Map<?, ?> members) {
            return depth < MAX_DEPTH
                    && members.keySet().stream().allMatch(name -> name instanceof String text && isWhole(text))
                    && members.values().stream().allMatch(member -> everyLeaf(member, depth + 1, rule));
        }
        if (value instanceof Collection<?> items) {
            return depth < MAX_DEPTH && items.stream().allMatch(item -> everyLeaf(item, depth + 1, rule));
        }
        return rule.test(value);
    }
}
