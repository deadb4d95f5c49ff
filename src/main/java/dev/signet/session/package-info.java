/**
 * A user's log-in over time (RFC 6749 section 6, RFC 9700 section 4.14). {@link dev.signet.session.Sessions} hands out tokens,
 * {@link dev.signet.session.SessionEnds} ends what they belong to; between them {@code RefreshPolicy} decides, {@code
 * RefreshTokenSeal} tells a genuine refresh token from any other text, and {@code Session} is the one row. Log-in proper is
 * next door in {@code login}, access tokens in {@code token}, what is dead before its time in {@code revocation}.
 */
@NullMarked
package dev.signet.session;

import org.jspecify.annotations.NullMarked;
