/**
 * How Signet speaks HTTP in its own REST dialect: {@link dev.signet.http.Problem} (RFC 9457) and the mappers that make
 * every failure one, strict JSON, the limit on bodies, pages of a list, entity tags and
 * merge patches, the name of a request. Knows nothing of tokens, users or keys.
 */
@NullMarked
package dev.signet.http;

import org.jspecify.annotations.NullMarked;
