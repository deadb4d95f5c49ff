/**
 * The vocabulary of OAuth (RFC 6749, 8414): issuer, scopes, grant types, names of roles, the parameters of a request,
 * and {@link dev.signet.base.protocol.OAuthException}, which is answered as RFC 6749 section 5.2 says.
 */
@NullMarked
package dev.signet.base.protocol;

import org.jspecify.annotations.NullMarked;
