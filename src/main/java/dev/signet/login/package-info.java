/**
 * First-party log-in, refresh and log-out, {@code /api/login}, {@code /api/refresh} and {@code /api/logout}: user name and
 * password in, token object (RFC 6749 section 5.1) out. Passwords are checked by {@code user}, tokens come from {@code session}.
 */
@NullMarked
package dev.signet.login;

import org.jspecify.annotations.NullMarked;
