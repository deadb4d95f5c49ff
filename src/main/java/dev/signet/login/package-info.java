/**
 * First-party log-in, {@code POST /api/login}: user name and password in, token object (RFC 6749 section 5.1) out.
 * Passwords are checked by {@code user}, tokens come from {@code session}.
 */
@NullMarked
package dev.signet.login;

import org.jspecify.annotations.NullMarked;
