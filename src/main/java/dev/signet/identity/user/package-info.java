/**
 * Users and their names, and whether somebody is who they say: {@link dev.signet.identity.user.PasswordAuthenticator}
 * decides. Other rooms hear of changes by {@link dev.signet.identity.user.UserChange}.
 */
@NullMarked
package dev.signet.identity.user;

import org.jspecify.annotations.NullMarked;
