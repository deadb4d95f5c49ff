package com.example.shapes;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Has the paths; the class has the rest. */
@Path("/shapes/greeting")
public interface Greeting {
    @GET
    String greet();
}
