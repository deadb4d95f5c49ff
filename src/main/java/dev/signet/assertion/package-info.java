/**
 * Clients that prove to be themselves by what they sign: {@code private_key_jwt} (RFC 7523 section 3, OpenID Connect Core section
 * 9). {@link dev.signet.assertion.ClientAssertions} decides; keys come from the client's registration or from where it publishes
 * them, which is the only address that the server itself ever calls. Which client may do what is for {@code client} and {@code
 * grant} to say.
 */
@NullMarked
package dev.signet.assertion;

import org.jspecify.annotations.NullMarked;
