package dev.signet.identity.user;

import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import java.time.Duration;
import java.util.Map;

/** A change of a user that is not made. */
public final class UserRefusal {
    private UserRefusal() {}

    public static DomainException unknown() {
        return ProblemType.NOT_FOUND.refusal("No user has this id.");
    }

    static DomainException taken() {
        return ProblemType.USERNAME_TAKEN.refusal(
                "Another user has this name, perhaps in another case, width or normal form.");
    }

    /** @param owner of the name that it looks like */
    static DomainException confusable(String owner) {
        return ProblemType.USERNAME_CONFUSABLE.refusal("It looks like the name of " + owner
                + ": 1 and l, m and rn, or letters of two scripts cannot be told apart. Choose another one.");
    }

    static DomainException oneself() {
        return ProblemType.ONESELF.refusal("Another administrator can disable or delete you.");
    }

    static DomainException ownPassword() {
        return ProblemType.ONESELF.refusal(
                "PUT /api/me/password changes your own password: it asks for the current one.");
    }

    public static DomainException lastAdministrator() {
        return ProblemType.LAST_ADMINISTRATOR.refusal("This is the last enabled user with the role admin.");
    }

    static DomainException changedTooOften(Duration wait) {
        return new ChangedTooOftenException(
                "The user's tokens were ended several times within a second, by other roles or disabling. Try again when"
                        + " Retry-After has passed.",
                wait);
    }

    static DomainException passwordKnown() {
        return ProblemType.CREDENTIAL_KNOWN.refusal(
                "The administrator who set the password lacks a role that you would grant, and "
                        + "could log in as the user. Set another password first,"
                        + " or let the user change it.");
    }

    static DomainException passwordChangeRequired() {
        return ProblemType.PASSWORD_CHANGE_REQUIRED.refusal(
                "The password is correct but must be changed: log in with password and newPassword.");
    }

    static DomainException changedMeanwhile() {
        return ProblemType.CHANGED_MEANWHILE.refusal("Nothing was changed; try again.");
    }

    /** The token was good, but whom it names can do nothing any more: as if it had been revoked. */
    static DomainException gone() {
        return ProblemType.ACCOUNT_GONE.refusal(
                "The account of this access token is disabled or deleted.",
                Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"jwt revoked\""));
    }
}
