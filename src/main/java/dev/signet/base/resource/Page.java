package dev.signet.base.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, stable under inserts: the next page starts after the last item of this one, wherever that is then.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {}
