/**
 * The roles there are: built-in ones, whose names are in {@link dev.signet.base.protocol.Role}, and an organisation's
 * own. {@link dev.signet.identity.role.HeldRoles} says who may grant which.
 */
@NullMarked
package dev.signet.identity.role;

import org.jspecify.annotations.NullMarked;
