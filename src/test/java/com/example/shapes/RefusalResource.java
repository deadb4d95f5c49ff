package com.example.shapes;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Refuses in its own words, or without any. */
@Path("/shapes/refusals")
public class RefusalResource {
    @GET
    @Path("{status}")
    public String own(@PathParam("status") int status) {
        Response answer = Response.status(status)
                .entity("in its own words")
                .type("text/plain")
                .header("Allow", "GET")
                .build();
        throw switch (status) {
            case 401 -> new NotAuthorizedException(answer);
            case 403 -> new ForbiddenException(answer);
            case 404 -> new NotFoundException(answer);
            case 405 -> new NotAllowedException(answer);
            default -> new WebApplicationException(answer);
        };
    }

    @GET
    @Path("bare/{status}")
    public String bare(@PathParam("status") int status) {
        throw new WebApplicationException(status);
    }
}
