package dev.signet.identity.user;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
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
