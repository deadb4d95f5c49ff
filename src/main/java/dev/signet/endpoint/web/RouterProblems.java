package dev.signet.endpoint.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.base.problem.Problem;
import dev.signet.base.problem.ProblemMappers;
import dev.signet.base.problem.UnavailableException;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Answers with a problem where a request is refused before a resource is looked for. */
@ApplicationScoped
class RouterProblems {
    private static final Logger LOG = Logger.getLogger(RouterProblems.class);
    static final int BEFORE_QUARKUS = -1000;
    private static final String ALL_METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private static final Duration BUSY_FOR = Duration.ofSeconds(1);

    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_QUARKUS).failureHandler(this::failed);
    }

    /** The same at the port of the platform. */
    void register(@Observes ManagementInterface management) {
        management.router().route().order(BEFORE_QUARKUS).handler(context -> EarlyRefusal.of(context.request())
                .ifPresentOrElse(refusal -> send(context, refusal), context::next));
    }

    private void failed(RoutingContext context) {
        if (context.statusCode() == 413) {
            send(context, 413, "A body may have at most " + RequestBody.LIMIT + " bytes.");
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            send(context, context.statusCode(), "The request could not be understood.");
        } else if (isAbort(context)) {
            // Anybody can do that as often as they like, and nobody is left to read an answer.
            LOG.debugf("The client went away: %s", context.failure().getMessage());
        } else {
            context.next();
        }
    }

    private static boolean isAbort(RoutingContext context) {
        return context.failure() instanceof HttpClosedException
                || (context.failure() instanceof IOException
                        && context.response().closed());
    }

    /** Answers a request that its connection refused. */
    void send(RoutingContext context, EarlyRefusal refusal) {
        if (refusal.status() == 503) {
            UnavailableException busy = new UnavailableException(refusal.detail(), BUSY_FOR);
            busy.headers().forEach(context.response()::putHeader);
            send(context, busy.problem());
        } else if (refusal.status() == 204) {
            // OPTIONS for the server as a whole (RFC 9110 section 9.3.7)
            context.response()
                    .setStatusCode(204)
                    .putHeader(HttpHeaders.ALLOW, ALL_METHODS)
                    .end();
        } else {
            send(context, refusal.status(), refusal.detail());
        }
    }

    void send(RoutingContext context, int status, String detail) {
        send(context, ProblemMappers.problem(status, detail));
    }

    void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(text(problem.instance(context.request().path())));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
