/**
 * A user's log-in over time: who logged in, under which session id, with which tokens in hand. Log-in proper is next door
 * in {@code login}, the tokens themselves in {@code token}.
 */
@NullMarked
package dev.signet.session;

import org.jspecify.annotations.NullMarked;
