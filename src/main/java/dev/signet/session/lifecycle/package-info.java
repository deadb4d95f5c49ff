/**
 * Log-ins as they are kept: {@link dev.signet.session.lifecycle.Sessions} hands out tokens, {@link
 * dev.signet.session.lifecycle.SessionEnds} ends what they belong to, {@code Session} is the one row.
 */
@NullMarked
package dev.signet.session.lifecycle;

import org.jspecify.annotations.NullMarked;
