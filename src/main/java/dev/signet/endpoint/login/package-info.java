/**
 * First-party log-in, refresh and log-out, {@code /api/login}, {@code /api/refresh} and {@code /api/logout}, and what
 * signed-in users see and change of themselves, {@code /api/me}.
 */
@NullMarked
package dev.signet.endpoint.login;

import org.jspecify.annotations.NullMarked;
