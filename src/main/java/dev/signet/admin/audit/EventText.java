package dev.signet.admin.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signet.base.text.Visible;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what others wrote safe to keep and to show: bounded, on one line, without characters that act. */
public final class EventText {
    public static final int MAX_PLAIN = 256;
    public static final int MAX_VALUE = 2000;

    private static final String CUT = "...";

    private final ObjectMapper mapper;
    private final ObjectWriter json;

    /** Everything beyond ASCII is escaped: no line separator, no change of direction, no half of a surrogate pair. */
    public EventText(ObjectMapper json) {
        this.mapper = json;
        this.json = json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    }

    /** Text of at most {@value #MAX_PLAIN} characters; what is not {@linkplain Visible visible} is shown as U+FFFD. */
    public static String plain(String text) {
        String start = text.length() > MAX_PLAIN ? text.substring(0, MAX_PLAIN - CUT.length()) + CUT : text;
        return Visible.shown(start);
    }

    static @Nullable String plainOrNull(@Nullable String text) {
        return text == null ? null : plain(text);
    }

    /**
     * One line of JSON, in which each text is cut at {@value #MAX_VALUE} characters. Lists stay whole: what was cut off them could be
     * what matters, and the size of a request bounds them.
     */
    public String object(Map<String, ?> members) {
        Map<String, @Nullable Object> bounded = new LinkedHashMap<>();
        members.forEach((name, value) -> bounded.put(plain(name), bounded(mapper.valueToTree(value))));
        return write(bounded);
    }

    private static JsonNode bounded(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(bounded(member.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, bounded(array.get(i)));
            }
        } else if (value.isTextual() && value.textValue().length() > MAX_VALUE) {
            return TextNode.valueOf(value.textValue().substring(0, MAX_VALUE) + CUT);
        }
        return value;
    }

    public String write(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The change cannot be said in JSON", e);
        }
    }
}
