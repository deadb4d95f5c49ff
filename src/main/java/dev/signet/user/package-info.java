/**
 * Users, their roles, and whether somebody is who they say: {@link dev.signet.user.PasswordAuthenticator} decides, {@code
 * password} does the arithmetic. What a user may do with that is in {@code session} and {@code token}.
 * {@code UserAdministration} is what administrators do to users, within {@code Delegation}; other rooms hear of it by {@link
 * dev.signet.user.UserChange}.
 */
@NullMarked
package dev.signet.user;

import org.jspecify.annotations.NullMarked;
