/**
 * How clients prove to be themselves: by secret (RFC 6749 section 2.3) or by what they sign, {@code private_key_jwt}
 * (RFC 7523 section 3). {@link dev.signet.endpoint.clientauth.ClientAuthenticator} is the door.
 */
@NullMarked
package dev.signet.endpoint.clientauth;

import org.jspecify.annotations.NullMarked;
