/**
 * Users and their passwords. So far the hashing: {@link dev.signet.user.PasswordHasher} is the door, RFC 9106 (Argon2)
 * the algorithm, and the PHC string the form in which hashes are stored.
 */
@NullMarked
package dev.signet.user;

import org.jspecify.annotations.NullMarked;
