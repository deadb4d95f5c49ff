package dev.signet.base.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Turns a problem into an answer. */
public final class ProblemAnswer {
    private ProblemAnswer() {}

    /** An answer to which headers may be added; its {@code instance} is the path that was asked for. */
    public static Response.ResponseBuilder of(Problem problem, UriInfo uri) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.instance(uri.getRequestUri().getRawPath()));
    }
}
