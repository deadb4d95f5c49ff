package com.example.shapes;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A sub-resource: it has no path of its own. */
public class LidResource {
    @GET
    @Path("{lid}")
    @RolesAllowed("lid-reader")
    public String lid() {
        return "a lid";
    }
}
