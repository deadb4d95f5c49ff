/**
 * Tokens that administrators mint, and the explanation of a token: {@code /api/admin/tokens}.
 */
@NullMarked
package dev.signet.session.mint;

import org.jspecify.annotations.NullMarked;
