package dev.signet.token;

import dev.signet.audit.AuditTally;
import dev.signet.audit.Outcome;
import dev.signet.http.Problem;
import dev.signet.http.ProblemAnswer;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.Rejection;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a missing, refused or insufficient token (RFC 6750 section 3). */
final class BearerMappers {
    private static final String SCHEME = "Bearer";

    /** The challenge to a token that is good, but not for this (RFC 6750 section 3.1). */
    static final String INSUFFICIENT = SCHEME + " error=\"insufficient_scope\"";

    private final AuditTally tally;
    private final RejectedTokens rejected;

    BearerMappers(AuditTally tally, RejectedTokens rejected) {
        this.tally = tally;
        this.rejected = rejected;
    }

    /** No token: what is needed is said, but no error code (RFC 6750 section 3.1). */
    @ServerExceptionMapper
    Response noToken(UnauthorizedException e, UriInfo uri) {
        Problem problem = Problem.of(
                401,
                "token-required",
                "An access token is required",
                "Send one in the header Authorization: Bearer <token>.");
        return ProblemAnswer.of(problem, uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, SCHEME)
                .build();
    }

    @ServerExceptionMapper
    Response refused(AuthenticationFailedException e, UriInfo uri) {
        Optional<Rejection> rejection = rejection(e);
        return rejection.isPresent() ? refused(rejection.get(), uri) : noToken(new UnauthorizedException(), uri);
    }

    /** Anybody with a token can cause it as often as they like, so it is counted. */
    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri, ResourceInfo resource, Request request) {
        tally.count("access.denied", route(resource), Outcome.REFUSED, Map.of("method", request.getMethod()));
        Problem problem = Problem.of(
                403,
                "forbidden",
                "The access token does not allow this",
                "None of the roles that may do this is among the token's groups.");
        return ProblemAnswer.of(problem, uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, INSUFFICIENT)
                .build();
    }

    /** Not the path, of which anybody can make up as many as they like. */
    private static String route(ResourceInfo resource) {
        Path below = resource.getResourceMethod().getAnnotation(Path.class);
        return resource.getResourceClass().getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    }

    private Response refused(Rejection rejection, UriInfo uri) {
        rejected.count(RejectedTokens.Door.BEARER, rejection);
        Problem problem = problem(rejection).with("name", rejection.name()).with("message", rejection.message());
        if (rejection instanceof Rejection.TokenExpiredError expired) {
            problem = problem.with("expiredAt", expired.expiredAt().getEpochSecond());
        } else if (rejection instanceof Rejection.NotBeforeError early) {
            problem = problem.with("date", early.date().getEpochSecond());
        }
        String challenge = SCHEME + " error=\"invalid_token\", error_description=\"" + rejection.message() + "\"";
        return ProblemAnswer.of(problem, uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static Problem problem(Rejection rejection) {
        String detail = rejection.check().advice();
        if (rejection instanceof Rejection.TokenExpiredError expired) {
            detail = "It expired at " + expired.expiredAt() + ".";
        } else if (rejection instanceof Rejection.NotBeforeError early) {
            detail = "It is not active before " + early.date() + ".";
        }
        return Problem.of(401, "invalid-token", "The access token was refused", detail);
    }

    private static Optional<Rejection> rejection(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JwtRejectedException rejected) {
                return Optional.of(rejected.rejection());
            }
        }
        return Optional.empty();
    }
}
