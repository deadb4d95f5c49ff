package dev.signet.admin.audit;

import dev.signet.base.http.CorrelationId;
import dev.signet.base.problem.DomainException;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Moment;
import dev.signet.base.text.Text;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which events somebody wants to see: those of which all that was said is true. */
public class AuditEventFilter {
    static final String KIND = "kind";
    static final String FROM = "from";
    static final String TO = "to";

    @QueryParam("actor")
    @Text(max = EventText.MAX_PLAIN)
    @Nullable String actor;

    @QueryParam("target")
    @Text(max = EventText.MAX_PLAIN)
    @Nullable String target;

    @QueryParam("action")
    @Pattern(
            regexp = "[a-z][a-z-]{0,63}(\\.|(\\.[a-z][a-z-]{0,63}){1,3})",
            message = "must be the name of an action, or its first part with the dot")
    @Nullable String action;

    @QueryParam("outcome")
    @Pattern(regexp = "success|refused|failure", message = "must be success, refused or failure") @Nullable String outcome;

    @QueryParam("correlationId")
    @Pattern(regexp = CorrelationId.FORM, message = "must be a correlation id") @Nullable String correlationId;

    @QueryParam(FROM)
    @Nullable String from;

    @QueryParam(TO)
    @Nullable String to;

    Listing listing() {
        return Listing.of("audit-events", actor, target, action, outcome, correlationId, from, to);
    }

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
        Optional.ofNullable(correlationId).ifPresent(text -> values.put("correlationId", text));
        if (action != null && action.endsWith(".")) {
            values.put(KIND, action.substring(0, action.length() - 1));
        } else if (action != null) {
            values.put("action", action);
        }
        Optional.ofNullable(from).ifPresent(text -> values.put(FROM, Moment.parse(FROM, text)));
        Optional.ofNullable(to).ifPresent(text -> values.put(TO, Moment.parse(TO, text)));
        return values;
    }
}
