/**
 * Users, their roles, and whether somebody is who they say: {@link dev.signet.user.PasswordAuthenticator} decides, {@code
 * password} does the arithmetic. What a user may do with that is in {@code session} and {@code token}.
 */
@NullMarked
package dev.signet.user;

import org.jspecify.annotations.NullMarked;
