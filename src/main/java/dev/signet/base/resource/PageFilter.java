package dev.signet.base.resource;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list somebody wants to see.
 *
 * @param cursor as an earlier page handed it out; null for the first page
 */
public record PageFilter(
        @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
        @QueryParam("cursor") @Nullable String cursor) {
    /** How many items to look for: one more than the page holds, which says whether there is a next page. */
    public int most() {
        return limit.items() + 1;
    }
}
