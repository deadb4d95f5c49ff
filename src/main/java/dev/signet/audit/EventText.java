package dev.signet.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.signet.unicode.Visible;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what others wrote safe to keep and to show: bounded, on one line, without characters that act. */
final class EventText {
    static final int MAX_PLAIN = 256;
    static final int MAX_VALUE = 2000;

    private static final String CUT = "...";

    private final ObjectWriter json;

    /** Everything beyond ASCII is escaped: no line separator, no change of direction, no half of a surrogate pair. */
    EventText(ObjectMapper json) {
        this.json = json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    }

    /** Text of at most {@value #MAX_PLAIN} characters; what is not {@linkplain Visible visible} is shown as U+FFFD. */
    static String plain(String text) {
        String start = text.length() > MAX_PLAIN ? text.substring(0, MAX_PLAIN - CUT.length()) + CUT : text;
        return Visible.shown(start);
    }

    static @Nullable String plainOrNull(@Nullable String text) {
        return text == null ? null : plain(text);
    }

    /** One line of JSON; a member longer than {@value #MAX_VALUE} characters is the start of itself, as a string. */
    String object(Map<String, ?> members) {
        Map<String, @Nullable Object> bounded = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            String text = write(value);
            bounded.put(plain(name), text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + CUT : value);
        });
        return write(bounded);
    }

    String write(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The change cannot be said in JSON", e);
        }
    }
}
