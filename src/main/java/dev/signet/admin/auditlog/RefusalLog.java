package dev.signet.admin.auditlog;

import dev.signet.admin.audit.Outcome;
import dev.signet.base.database.DatabaseOutage;
import dev.signet.base.database.Deadlock;
import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.problem.DomainException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Reports changes that were refused, or went wrong: their own transactions keep nothing. */
@ApplicationScoped
public class RefusalLog {
    /** Statuses that mean: try again later. */
    private static final Set<Integer> NOT_NOW = Set.of(429, 503);

    private final AuditLog audit;

    RefusalLog(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * Makes the change, or reports that it was refused, or went wrong. To be called outside of the transaction of the change.
     *
     * <p>Throttling and overload are not reported: nothing was decided, and whoever is throttled must not be able to fill a
     * table that nobody can empty. {@link AuditTally} is for what anybody may cause as often as they like. A change that an
     * administrator makes too often is reported: it was refused after all checks. Who is refused too often is only counted, as by {@link
     * AuditLog#recordOrCount}.
     */
    public <T> T orRefused(String action, String target, Supplier<T> change) {
        return orReported(() -> {}, action, target, change);
    }

    /** As the other, for what a user does to themselves, who has just proved to be that, without a token. */
    public <T> T orRefusedAs(
            String subject, String username, SortedSet<String> roles, String action, Supplier<T> change) {
        return orReported(() -> audit.as(subject, username, roles), action, subject, change);
    }

    private <T> T orReported(Runnable by, String action, String target, Supplier<T> change) {
        try {
            return change.get();
        } catch (DomainException e) {
            if (e instanceof ChangedTooOftenException
                    || !NOT_NOW.contains(e.problem().status())) {
                report(by, action, target, Outcome.REFUSED, e.problem().detail());
            }
            throw e;
        } catch (AuthenticationFailedException e) {
            // it was good when the request came, or nobody would have got here
            report(by, action, target, Outcome.REFUSED, "The token was ended meanwhile.");
            throw e;
        } catch (RuntimeException e) {
            if (!DatabaseOutage.causedBy(e) && !Deadlock.causedBy(e)) {
                reportFailure(by, action, target, e);
            }
            throw e;
        }
    }

    /** Hides the failure itself behind no other. */
    private void reportFailure(Runnable by, String action, String target, RuntimeException failure) {
        try {
            report(by, action, target, Outcome.FAILURE, "The log has the details under the correlation id.");
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** In a transaction of its own, since what is reported undoes that of the change. */
    private void report(Runnable by, String action, String target, Outcome outcome, String reason) {
        QuarkusTransaction.requiringNew().run(() -> {
            by.run();
            audit.recordOrCount(action, target, outcome, Map.of("reason", reason));
        });
    }
}
