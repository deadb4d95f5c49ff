/**
 * Refresh tokens (RFC 6749 section 6, RFC 9700 section 4.14): {@code RefreshPolicy} decides which may be used, {@code
 * RefreshTokenSeal} tells a genuine one from any other text.
 */
@NullMarked
package dev.signet.session.refresh;

import org.jspecify.annotations.NullMarked;
