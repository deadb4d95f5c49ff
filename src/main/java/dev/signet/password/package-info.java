/**
 * Passwords: their rules, and their hashes. {@link dev.signet.password.PasswordHasher} is the door, Argon2id (RFC 9106)
 * the algorithm, the PHC string the form in which hashes are stored. Whose password it is, is the business of {@code user}.
 */
@NullMarked
package dev.signet.password;

import org.jspecify.annotations.NullMarked;
