package dev.signet.http;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, stable under inserts: the next page starts after the last item of this one, wherever that is then.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "Cursor of the next page; null on the last") @Nullable String next) {}
