package dev.signet.user;

import dev.signet.http.ChangedTooOftenException;
import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import java.time.Duration;
import java.util.Map;

/** A change of a user that is not made. */
final class UserRefusal extends DomainException {
    private static final long serialVersionUID = 1L;

    private UserRefusal(int status, String code, String title, String detail) {
        this(status, code, title, detail, Map.of());
    }

    private UserRefusal(int status, String code, String title, String detail, Map<String, String> headers) {
        super(Problem.of(status, code, title, detail), headers);
    }

    static UserRefusal unknown() {
        return new UserRefusal(404, "not-found", "Not Found", "No user has this id.");
    }

    static UserRefusal taken() {
        return new UserRefusal(
                409,
                "username-taken",
                "The user name is taken",
                "Another user has this name, perhaps in another case, width or normal form.");
    }

    /** @param owner of the name that it looks like */
    static UserRefusal confusable(String owner) {
        return new UserRefusal(
                409,
                "username-confusable",
                "The user name looks like another one",
                "It looks like the name of " + owner
                        + ": 1 and l, m and rn, or letters of two scripts cannot be told apart. Choose another one.");
    }

    static UserRefusal oneself() {
        return new UserRefusal(
                409, "oneself", "You cannot do this to yourself", "Another administrator can disable or delete you.");
    }

    static UserRefusal ownPassword() {
        return new UserRefusal(
                409,
                "oneself",
                "You cannot do this to yourself",
                "PUT /api/me/password changes your own password: it asks for the current one.");
    }

    static UserRefusal lastAdministrator() {
        return new UserRefusal(
                409,
                "last-administrator",
                "There would be no administrator left",
                "This is the last enabled user with the role admin.");
    }

    static DomainException changedTooOften(Duration wait) {
        return new ChangedTooOftenException(
                "The user's tokens were ended several times within a second, by other roles or disabling. Try again when"
                        + " Retry-After has passed.",
                wait);
    }

    static UserRefusal passwordKnown() {
        return new UserRefusal(
                409,
                "credential-known",
                "The password was set by someone without these roles",
                "The administrator who set the password lacks a role that you would grant, and "
                        + "could log in as the user. Set another password first,"
                        + " or let the user change it.");
    }

    static UserRefusal passwordChangeRequired() {
        return new UserRefusal(
                403,
                "password-change-required",
                "The password must be changed first",
                "The password is correct but must be changed: log in with password and newPassword.");
    }

    static UserRefusal changedMeanwhile() {
        return new UserRefusal(
                409, "changed-meanwhile", "The password was changed meanwhile", "Nothing was changed; try again.");
    }

    /** The token was good, but whom it names can do nothing any more: as if it had been revoked. */
    static UserRefusal gone() {
        return new UserRefusal(
                401,
                "account-gone",
                "The account is disabled or deleted",
                "The account of this access token is disabled or deleted.",
                Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"jwt revoked\""));
    }
}
