package dev.signet.identity.user;

import dev.signet.admin.auditlog.RefusalLog;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.identity.password.ContextWords;
import dev.signet.identity.password.Password;
import dev.signet.identity.password.PasswordHasher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What users do to their own passwords. */
@ApplicationScoped
public class Passwords {
    static final String CHANGE = "user.change-password";

    private final Users users;
    private final PasswordAuthenticator authenticator;
    private final PasswordHasher hasher;
    private final ContextWords words;
    private final RefusalLog refusals;

    Passwords(
            Users users,
            PasswordAuthenticator authenticator,
            PasswordHasher hasher,
            ContextWords words,
            RefusalLog refusals) {
        this.users = users;
        this.authenticator = authenticator;
        this.hasher = hasher;
        this.words = words;
        this.refusals = refusals;
    }

    /**
     * Replaces the password of somebody who is logged in, and knows it.
     *
     * @param session in which they do that: the only one of theirs that goes on
     * @throws DomainException 400 when the current password is another, or is the new one too, or {@link ContextWords} refuse the new one; 401 when the user is gone;
     *     409 when the password was changed meanwhile; 429 after too many wrong ones
     */
    public void change(String subject, Optional<String> session, String current, String replacement) {
        var unused = refusals.orRefused(CHANGE, subject, () -> {
            User user = users.enabled(subject).orElseThrow(UserRefusal::gone);
            if (!authenticator.confirms(user, current, CHANGE)) {
                boolean changed = users.enabled(subject)
                        .filter(now -> now.credential().equals(user.credential()))
                        .isEmpty();
                throw changed ? changedMeanwhile(subject) : refused("currentPassword", "is not the current password");
            }
            return replace(user, current, replacement, session).orElseThrow(() -> changedMeanwhile(subject));
        });
    }

    private DomainException changedMeanwhile(String subject) {
        return users.enabled(subject).isPresent() ? UserRefusal.changedMeanwhile() : UserRefusal.gone();
    }

    /**
     * Replaces the password of somebody who logs in with it, and ends all their sessions: what to do with one that has to be
     * changed.
     *
     * @return the user, who may log in
     * @throws DomainException 400 when the new password is the current one, or {@link ContextWords} refuse it; otherwise as
     *     {@link PasswordAuthenticator#authenticate}
     */
    public User changeAtLogin(String username, String current, String replacement) {
        User user = authenticator.identify(username, current);
        User changed = refusals.orRefusedAs(user.subject(), user.username(), user.roles(), CHANGE, () -> replace(
                        user, current, replacement, Optional.empty())
                .orElseThrow(PasswordAuthenticator::invalidCredentials));
        authenticator.loggedIn(changed);
        return changed;
    }

    /** The user with the new password, which is the one that they have proved to know; nothing if changed meanwhile, or gone. */
    private Optional<User> replace(User user, String current, String replacement, Optional<String> session) {
        String text = Password.normalized(replacement);
        if (text.equals(Password.normalized(current))) {
            throw refused("newPassword", "must differ from the current password");
        }
        words.check(text, user.username(), "newPassword");
        String hash = hasher.hash(text);
        UUID credential = UUID.randomUUID();
        return users.changePassword(user, hash, credential, session)
                ? Optional.of(user.withPassword(hash, credential))
                : Optional.empty();
    }

    private static DomainException refused(String field, String message) {
        return DomainException.invalid(new Violation(field, message));
    }
}
