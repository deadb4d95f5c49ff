/**
 * The token endpoint (RFC 6749 section 3.2) and its grants. {@link dev.signet.grant.TokenEndpoint} is the one pipeline; a
 * grant is a small class behind it that does one thing. Clients are authenticated next door in {@code client}, tokens are made
 * in {@code token}, and sessions go on in {@code session}.
 */
@NullMarked
package dev.signet.grant;

import org.jspecify.annotations.NullMarked;
