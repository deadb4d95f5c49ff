package com.example.shapes;

import jakarta.ws.rs.Path;

@Path("/shapes/boxes/{box}")
public class BoxResource {
    @Path("lids")
    public LidResource lids() {
        return new LidResource();
    }
}
