/**
 * What administrators do to users, {@code /api/admin/users}; users that the setup file declares; the first
 * administrator.
 */
@NullMarked
package dev.signet.identity.useradmin;

import org.jspecify.annotations.NullMarked;
