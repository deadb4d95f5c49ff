/**
 * The rules of passwords, and their hashes: {@link dev.signet.identity.password.PasswordHasher} is the door, Argon2id
 * (RFC 9106) the algorithm.
 */
@NullMarked
package dev.signet.identity.password;

import org.jspecify.annotations.NullMarked;
