/**
 * Log-ins as they are kept: {@link dev.signet.session.session.Sessions} hands out tokens, {@link
 * dev.signet.session.session.SessionEnds} ends what they belong to, {@code Session} is the one row.
 */
@NullMarked
package dev.signet.session.session;

import org.jspecify.annotations.NullMarked;
