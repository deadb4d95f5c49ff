package dev.signet.identity.user;

import java.util.Optional;

/**
 * Something happened to a user after which what they hold may no longer be good. Fired as a CDI event inside the
 * transaction of the change: observers take part in it, and one that fails undoes it.
 */
public sealed interface UserChange {
    /** Whose tokens are concerned. */
    String subject();

    /**
     * The password is another one now: log-ins with the old one are over.
     *
     * @param exceptSession the session that goes on, as its user changed the password in it
     */
    record PasswordChanged(String subject, Optional<String> exceptSession) implements UserChange {}

    /** The account is another's from now on, with another password, and what was handed out before is void. */
    record Adopted(String subject) implements UserChange {}

    /** The user may no longer log in, and what was handed out before is void; the roles may be others too. */
    record Disabled(String subject) implements UserChange {}

    /** Tokens from before name roles that are no longer right; sessions may go on with the new roles. */
    record RolesChanged(String subject) implements UserChange {}

    /** There is no such user any more; the row is gone at the end of the transaction. */
    record Deleted(String subject) implements UserChange {}
}
