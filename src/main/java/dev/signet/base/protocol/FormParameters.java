package dev.signet.base.protocol;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to an OAuth endpoint (RFC 6749 appendix B): each once, in UTF-8, in the body. What has no value
 * counts as not sent, and names that nobody asks for are ignored (section 3.2).
 */
public final class FormParameters {
    private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** RFC 8707 section 2 lets a client name several resources. */
    private static final Set<String> MAY_REPEAT = Set.of("resource", "audience");

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7F]");

    private final Map<String, List<String>> values;

    private FormParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a request.
     *
     * @param contentType the header; null where none was sent
     * @param query the query of the address, null where there is none: it may be logged, so nothing belongs there
     * @throws OAuthException {@code invalid_request}
     */
    public static FormParameters read(@Nullable String contentType, @Nullable String query, @Nullable String body) {
        if (query != null && !query.isEmpty()) {
            throw invalid("Send parameters in the body, not in the URL.");
        }
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase(MEDIA_TYPE)) {
            throw invalid("The body must be " + MEDIA_TYPE + ".");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : (body == null ? "" : body).split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            if (!value.isEmpty()) {
                add(values, decode(parts[0]), value);
            }
        }
        return new FormParameters(values);
    }

    private static void add(Map<String, List<String>> values, String name, String value) {
        List<String> ofName = values.computeIfAbsent(name, any -> new ArrayList<>());
        ofName.add(value);
        if (ofName.size() > 1 && !MAY_REPEAT.contains(name)) {
            throw invalid("A parameter was sent more than once.");
        }
    }

    /**
     * One name or value, decoded.
     *
     * @throws OAuthException {@code invalid_request} where it is not well-formed
     */
    public static String decode(String text) {
        if (BEYOND_ASCII.matcher(text).find() || BROKEN_ESCAPE.matcher(text).find()) {
            throw invalid("A parameter is not correctly form-encoded.");
        }
        byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("A parameter is not in UTF-8.");
        }
    }

    /** The value, where one was sent. */
    public Optional<String> get(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * The value.
     *
     * @throws OAuthException {@code invalid_request} where none was sent
     */
    public String require(String name) {
        return get(name).orElseThrow(() -> invalid("The parameter " + name + " is missing."));
    }

    /** All values of a parameter that may be repeated. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private static OAuthException invalid(String description) {
        return new OAuthException(OAuthError.INVALID_REQUEST, description);
    }

    /** Names what was sent without the values: secrets and tokens are among them. */
    @Override
    public String toString() {
        return "FormParameters" + values.keySet();
    }
}
