package dev.signet.base.resource;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers with one of a collection, and which version of it that is. */
public final class ItemAnswer {
    private ItemAnswer() {}

    /** 200, of what was read or changed. */
    public static Response of(EntityTag version, Object item) {
        return Response.ok(item).header(HttpHeaders.ETAG, version.value()).build();
    }

    /**
     * 201, of what was made.
     *
     * @param path where it is from now on; made absolute it would repeat whatever the Host header says
     */
    public static Response made(String path, EntityTag version, Object item) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.ETAG, version.value())
                .entity(item)
                .build();
    }
}
