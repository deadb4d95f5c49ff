/**
 * What a signed-in user sees of themselves: {@code /api/me}.
 */
@NullMarked
package dev.signet.account;

import org.jspecify.annotations.NullMarked;
