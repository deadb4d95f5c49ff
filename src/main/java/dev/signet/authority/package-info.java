/**
 * Administrative changes. {@link dev.signet.authority.AdministrativeChanges} is the one way to make one: in the transaction of the change
 * it asks {@link dev.signet.authority.Callers} whether the caller's token, account and session are still good, and it reports refusals.
 * Which change is allowed to which roles is decided by the room that owns the changed thing. {@code session} knows users, clients and
 * sessions, so it implements {@code Callers}.
 */
@NullMarked
package dev.signet.authority;

import org.jspecify.annotations.NullMarked;
