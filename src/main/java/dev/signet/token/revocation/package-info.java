/**
 * What is dead before its time: tokens, sessions, users and clients. {@link dev.signet.token.revocation.Revocations}
 * is the door; {@code LiveRevocations} is what verification asks, in memory.
 */
@NullMarked
package dev.signet.token.revocation;

import org.jspecify.annotations.NullMarked;
