package dev.signet.base.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.signet.base.database.Deadlock;
import dev.signet.base.database.OutageWatch;
import dev.signet.base.http.AllowedMethods;
import dev.signet.base.http.CorrelationId;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a resource leaves as a problem; what is not understood is a bare 500 with a correlation id. */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final Duration OUTAGE = Duration.ofSeconds(5);
    private static final Duration CONFLICT = Duration.ofSeconds(1);

    private final AllowedMethods allowed;
    private final CorrelationId correlation;
    private final OutageWatch outages;

    ProblemMappers(AllowedMethods allowed, CorrelationId correlation, OutageWatch outages) {
        this.allowed = allowed;
        this.correlation = correlation;
        this.outages = outages;
    }

    @ServerExceptionMapper
    Response domain(DomainException e, UriInfo uri) {
        Response.ResponseBuilder answer = ProblemAnswer.of(e.problem(), uri);
        e.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    Response violations(ResteasyReactiveViolationException e, UriInfo uri) {
        return ProblemAnswer.of(DomainException.invalidProblem(e.getConstraintViolations()), uri)
                .build();
    }

    @ServerExceptionMapper
    Response json(MismatchedInputException e, UriInfo uri) {
        return ProblemAnswer.of(JsonProblems.of(e), uri).build();
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e, UriInfo uri) {
        // a query parameter that its type refused (Jakarta REST section 3.2)
        return e.getCause() instanceof DomainException refused ? domain(refused, uri) : framework(e, uri);
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e, UriInfo uri) {
        return ProblemAnswer.of(
                        problem(405, "This resource does not support the method; Allow lists those that it supports."),
                        uri)
                .header(HttpHeaders.ALLOW, allowed.of(uri.getPath()))
                .build();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return ProblemAnswer.of(JsonProblems.of(json), uri).build();
        }
        Response original = e.getResponse();
        if (original.getStatus() >= 500) {
            return unexpected(e, uri);
        }
        return ProblemAnswer.of(problem(original.getStatus(), detail(original.getStatus())), uri)
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri) {
        if (outages.noticed(e)) {
            return domain(new UnavailableException("The database is not available.", OUTAGE), uri);
        }
        if (Deadlock.causedBy(e)) {
            outages.conflict(e);
            return domain(new UnavailableException("A concurrent change prevented this; try again.", CONFLICT), uri);
        }
        String correlationId = correlation.current();
        LOG.errorf(e, "Unexpected failure, correlation id %s", correlationId);
        Problem problem = ProblemType.UNEXPECTED
                .problem("The log of the server has the details under this correlation id.")
                .with("correlationId", correlationId);
        return ProblemAnswer.of(problem, uri).build();
    }

    /** The problem of a status that the framework decided on by itself. */
    public static Problem problem(int status, String detail) {
        Optional<ProblemType> type = ProblemType.ofFramework(status);
        if (type.isPresent()) {
            return type.get().problem(detail);
        }
        // thrown by a resource of another package
        Response.Status known = Response.Status.fromStatusCode(status);
        String phrase = known == null ? "Refused" : known.getReasonPhrase();
        String code = phrase.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return Problem.of(status, code, phrase, detail);
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is no resource at this path.";
            case 406 -> "This resource offers none of the media types in Accept.";
            case 415 -> "This resource does not accept the media type of the body.";
            default -> "The request could not be understood.";
        };
    }
}
