/**
 * Tokens that a request brings (RFC 6750): {@code BearerMechanism} and {@code BearerIdentity} hook the verifier into
 * Quarkus security, and the mappers answer a refusal.
 */
@NullMarked
package dev.signet.token.bearer;

import org.jspecify.annotations.NullMarked;
