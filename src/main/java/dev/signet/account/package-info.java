/**
 * What signed-in users see and change of themselves: {@code /api/me}.
 */
@NullMarked
package dev.signet.account;

import org.jspecify.annotations.NullMarked;
