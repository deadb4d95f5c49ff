package com.example.shapes;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who calls, asked in many ways. */
@Path("/shapes")
public class CallerResource {
    @Inject
    JsonWebToken token;

    @GET
    @Path("open")
    @PermitAll
    public String open(@Context SecurityContext security) {
        return security.getUserPrincipal() == null
                ? "nobody"
                : security.getUserPrincipal().getName() + " " + security.isUserInRole("open-reader");
    }

    @GET
    @Path("bare")
    @Operation(operationId = "bare")
    public String bare() {
        return token.getName() == null ? "nobody" : token.getName();
    }

    /** Runs on the event loop. */
    @GET
    @Path("uni")
    public Uni<String> uni() {
        return Uni.createFrom().item(() -> token.getName() == null ? "nobody" : token.getName());
    }

    /** {@code quarkus.http.auth.permission.shapes} wants a role. */
    @GET
    @Path("policy/{some}")
    public String policy() {
        return token.getName();
    }

    @GET
    @Path("kept")
    @PermitAll
    public Response kept() {
        return Response.ok("kept").header("Cache-Control", "public, max-age=60").build();
    }

    @GET
    @Path("forbidden")
    public String forbidden() {
        throw new jakarta.ws.rs.ForbiddenException("by the resource itself");
    }

    @GET
    @Path("unauthorized")
    public String unauthorized() {
        throw new NotAuthorizedException("by the resource itself");
    }

    @GET
    @Path("numbers/{number: [0-9]{1,3}}")
    public String number() {
        return "a number";
    }
}
