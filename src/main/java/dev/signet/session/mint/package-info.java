/**
 * Tokens that users with the role {@code token-issuer} mint, and the explanation of any token: {@code /api/tokens}.
 */
@NullMarked
package dev.signet.session.mint;

import org.jspecify.annotations.NullMarked;
