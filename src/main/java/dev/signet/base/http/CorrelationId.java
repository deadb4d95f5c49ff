package dev.signet.base.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name by which one request is found again in answers, logs and the audit trail: the client's own, if it sent a
 * well-formed {@code X-Correlation-Id} ({@code [A-Za-z0-9._-]}, 1 to 64 characters), else a UUID. That is made only when
 * somebody asks for it, so most requests never have one. It proves nothing: a client may send the same one twice.
 */
@ApplicationScoped
public class CorrelationId {
    static final String HEADER = "X-Correlation-Id";

    public static final int PRIORITY = AnswerHeaders.FIRST - 1;

    private static final String KEY = CorrelationId.class.getName();
    /** A regular expression. */
    public static final String FORM = "[A-Za-z0-9._-]{1,64}";

    private static final Pattern WELL_FORMED = Pattern.compile(FORM);

    private final CurrentRequest request;

    CorrelationId(CurrentRequest request) {
        this.request = request;
    }

    /** Before everything that refuses, so that early refusals carry the client's identifier too. */
    void register(@Observes Filters filters) {
        filters.register(CorrelationId::adopt, PRIORITY);
    }

    private static void adopt(RoutingContext context) {
        String sent = context.request().getHeader(HEADER);
        if (sent != null && WELL_FORMED.matcher(sent).matches()) {
            assign(context, sent);
        }
        context.next();
    }

    /** The identifier of the current request; outside of requests a fresh one each time. */
    public String current() {
        return request.context().map(this::of).orElseGet(CorrelationId::fresh);
    }

    /** The identifier of this request, the same each time. */
    public String of(RoutingContext context) {
        @Nullable String known = context.get(KEY);
        return known == null ? assign(context, fresh()) : known;
    }

    private static String assign(RoutingContext context, String id) {
        context.put(KEY, id);
        if (!context.response().headWritten()) {
            context.response().putHeader(HEADER, id);
        }
        return id;
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
