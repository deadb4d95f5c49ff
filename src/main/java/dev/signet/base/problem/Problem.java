package dev.signet.base.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in the form of RFC 9457.
 *
 * @param type stable, {@code urn:signet:problem:<code>}: what programs decide by
 * @param title the same for every problem of this type
 * @param status the HTTP status
 * @param detail about this occurrence, for people
 * @param instance the path that was asked for; filled in when the problem is answered
 * @param members further members (section 3.2)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @JsonAnyGetter Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(int status, String code, String title, String detail) {
        return new Problem("urn:signet:problem:" + code, title, status, detail, null, Map.of());
    }

    public Problem instance(String path) {
        return new Problem(type, title, status, detail, path, members);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, instance, more);
    }
}
