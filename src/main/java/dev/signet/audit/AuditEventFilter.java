package dev.signet.audit;

import dev.signet.http.DomainException;
import dev.signet.http.Text;
import dev.signet.http.Violation;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which events somebody wants to see: those of which all that was said is true. */
public class AuditEventFilter {
    static final String KIND = "kind";
    static final String FROM = "from";
    static final String TO = "to";

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    @QueryParam("actor")
    @Parameter(description = "Who did it: a subject, anonymous or system")
    @Text(max = EventText.MAX_PLAIN)
    @Nullable String actor;

    @QueryParam("target")
    @Parameter(description = "To what or whom it was done")
    @Text(max = EventText.MAX_PLAIN)
    @Nullable String target;

    @QueryParam("action")
    @Parameter(description = "What was done, as key.rotate; or everything of a kind, as key. with the dot")
    @Pattern(
            regexp = "[a-z][a-z-]{0,63}\\.([a-z][a-z.-]{0,63})?",
            message = "must be the name of an action, or its first part with the dot")
    @Nullable String action;

    @QueryParam("outcome")
    @Pattern(regexp = "success|refused|failure", message = "must be success, refused or failure") @Nullable String outcome;

    @QueryParam(FROM)
    @Parameter(
            description = "Not before that time (RFC 3339)",
            schema = @Schema(format = "date-time", implementation = String.class))
    @Nullable String from;

    @QueryParam(TO)
    @Parameter(
            description = "Before that time (RFC 3339)",
            schema = @Schema(format = "date-time", implementation = String.class))
    @Nullable String to;

    /**
     * What is wanted, by name.
     *
     * @throws DomainException 400 when a time is none
     */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        Optional.ofNullable(actor).ifPresent(text -> values.put("actor", text));
        Optional.ofNullable(target).ifPresent(text -> values.put("target", text));
        Optional.ofNullable(outcome).ifPresent(text -> values.put("outcome", text));
        Optional.ofNullable(action)
                .ifPresent(text -> values.put(
                        text.endsWith(".") ? KIND : "action", text.endsWith(".") ? text.replace(".", "") : text));
        time(FROM, from).ifPresent(time -> values.put(FROM, time));
        time(TO, to).ifPresent(time -> values.put(TO, time));
        return values;
    }

    private static Optional<Instant> time(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LAST)) {
                return Optional.of(time);
            }
        } catch (DateTimeException e) {
            // refused below like a time out of bounds
        }
        throw DomainException.invalid(
                new Violation(name, "must be a time such as 2026-01-31T23:00:00Z, in the years 1970 to 9999"));
    }
}
