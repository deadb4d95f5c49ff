package dev.signet.jose;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** JSON as RFC 8725 section 2.6 wants it: UTF-8 and nothing else, one object, each member once, not nested for its own sake. */
public final class StrictJson {
    /** Deeper than any claim we know of, and far from what makes a recursion end badly. */
    private static final int MAX_DEPTH = 32;

    private StrictJson() {}

    /**
     * Reads an object.
     *
     * @throws JoseException if it is anything else
     */
    public static Map<String, Object> object(byte[] bytes) throws JoseException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Map<String, Object> object = JsonUtil.parseJson(text);
            if (everyLeaf(object, 0, leaf -> true)) {
                return object;
            }
        } catch (CharacterCodingException e) {
            throw new JoseException("not UTF-8", e);
        }
        throw new JoseException("nested too deep");
    }

    /** Whether a value has a form in JSON, and would be read again: text, finite numbers, booleans, null, maps and lists. */
    public static boolean isJson(@Nullable Object value) {
        return everyLeaf(
                value,
                0,
                leaf -> leaf == null
                        || leaf instanceof String
                        || leaf instanceof Boolean
                        || (leaf instanceof Number number && Double.isFinite(number.doubleValue())));
    }

    private static boolean everyLeaf(@Nullable Object value, int depth, Predicate<@Nullable Object> rule) {
        if (value instanceof Map<?, ?> members) {
            return depth < MAX_DEPTH
                    && members.keySet().stream().allMatch(String.class::isInstance)
                    && members.values().stream().allMatch(member -> everyLeaf(member, depth + 1, rule));
        }
        if (value instanceof Collection<?> items) {
            return depth < MAX_DEPTH && items.stream().allMatch(item -> everyLeaf(item, depth + 1, rule));
        }
        return rule.test(value);
    }
}
