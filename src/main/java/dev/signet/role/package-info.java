/**
 * The roles there are: built-in ones, whose names are in {@link dev.signet.oauth.Role}, and an organisation's own. {@link
 * dev.signet.role.HeldRoles} says who may grant which. Who has which is the business of {@code user}: a room that gives roles
 * to somebody keeps them in a table that refers to {@code signet_role}, so that the database decides which roles can be given,
 * and which are in use.
 */
@NullMarked
package dev.signet.role;

import org.jspecify.annotations.NullMarked;
