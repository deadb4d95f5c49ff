package dev.signet.token.bearer;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditTally;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.problem.Problem;
import dev.signet.base.problem.ProblemAnswer;
import dev.signet.base.problem.ProblemType;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.Rejection;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotAuthorizedException;
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

    /** The target where a policy of paths refuses what no resource is at. */
    private static final String NO_RESOURCE = "no-resource";

    private final AuditTally tally;
    private final RejectedTokens rejected;
    private final CurrentRequest current;

    BearerMappers(AuditTally tally, RejectedTokens rejected, CurrentRequest current) {
        this.tally = tally;
        this.rejected = rejected;
        this.current = current;
    }

    /** Thrown by Quarkus for who may not do something without a token. */
    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e, UriInfo uri) {
        return noToken(uri);
    }

    /** Thrown by a resource, of another package, too. */
    @ServerExceptionMapper
    Response notAuthorized(NotAuthorizedException e, UriInfo uri) {
        return noToken(uri);
    }

    /** What is needed is said, but no error code (RFC 6750 section 3.1). */
    private static Response noToken(UriInfo uri) {
        Problem problem = ProblemType.TOKEN_REQUIRED.problem("Send one in the header Authorization: Bearer <token>.");
        return ProblemAnswer.of(problem, uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, SCHEME)
                .build();
    }

    @ServerExceptionMapper
    Response refused(AuthenticationFailedException e, UriInfo uri) {
        Optional<Rejection> rejection = rejection(e);
        return rejection.isPresent() ? refused(rejection.get(), uri) : noToken(uri);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri, Request request) {
        return forbidden(uri, request);
    }

    /** Thrown by a resource, of another package, too. */
    @ServerExceptionMapper
    Response forbiddenByResource(jakarta.ws.rs.ForbiddenException e, UriInfo uri, Request request) {
        return forbidden(uri, request);
    }

    /** Anybody with a token can cause it as often as they like, so it is counted. By the route: anybody can make up many paths. */
    private Response forbidden(UriInfo uri, Request request) {
        tally.count(
                "access.denied",
                current.route().orElse(NO_RESOURCE),
                Outcome.REFUSED,
                Map.of("method", request.getMethod()));
        Problem problem = ProblemType.FORBIDDEN.problem("The token's groups contain none of the required roles.");
        return ProblemAnswer.of(problem, uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, INSUFFICIENT)
                .build();
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
        return ProblemType.INVALID_TOKEN.problem(detail);
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
