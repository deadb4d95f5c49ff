package dev.signet.admin.audit;

import dev.signet.base.database.Conditions;
import dev.signet.base.http.CorrelationId;
import dev.signet.base.problem.DomainException;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Moment;
import dev.signet.base.text.Text;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which events somebody wants to see: those of which all that was said is true. */
public class AuditEventFilter {

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

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("to")
    @Nullable String to;

    Listing listing() {
        return Listing.of("audit-events", actor, target, action, outcome, correlationId, from, to);
    }

    /**
     * What is wanted.
     *
     * @throws DomainException 400 when a time is invalid
     */
    Conditions conditions() {
        Optional<String> of = Optional.ofNullable(action);
        return new Conditions()
                .and("actor = :actor", "actor", Optional.ofNullable(actor))
                .and("target = :target", "target", Optional.ofNullable(target))
                .and("outcome = :outcome", "outcome", Optional.ofNullable(outcome))
                .and("correlation_id = :correlationId", "correlationId", Optional.ofNullable(correlationId))
                .and("action = :action", "action", of.filter(name -> !name.endsWith(".")))
                .and(
                        "split_part(action, '.', 1) = :kind",
                        "kind",
                        of.filter(name -> name.endsWith(".")).map(name -> name.substring(0, name.length() - 1)))
                .and("at >= :from", "from", Optional.ofNullable(from).map(text -> Moment.parse("from", text)))
                .and("at < :to", "to", Optional.ofNullable(to).map(text -> Moment.parse("to", text)));
    }
}
