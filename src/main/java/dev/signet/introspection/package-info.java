/**
 * What a token is worth at this moment, and the end of it: introspection (RFC 7662) for resource servers, revocation (RFC
 * 7009) for clients. Both know access tokens, which {@code token} verifies, and refresh tokens, which {@code session} knows; each
 * client is shown, and may end, only what concerns it.
 */
@NullMarked
package dev.signet.introspection;

import org.jspecify.annotations.NullMarked;
