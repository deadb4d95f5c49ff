/**
 * What is dead before its time: single tokens, all tokens of a session, all tokens of a subject or a client up to some second. {@link
 * dev.signet.revocation.Revocations} is the door; behind it {@code LiveRevocations} is what verification asks, in memory, and
 * {@code RevocationRepository} the table by which replicas agree. Whoever revokes stands elsewhere: {@code session},
 * {@code user}. Whoever asks is {@code token}.
 */
@NullMarked
package dev.signet.revocation;

import org.jspecify.annotations.NullMarked;
