package dev.signet.testsupport;

import dev.signet.identity.user.UserChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What observers of users are told. */
@ApplicationScoped
public class HeardChanges {
    private final List<UserChange> changes = new CopyOnWriteArrayList<>();
    private volatile String unbearable = "";

    void hear(@Observes UserChange change) {
        if (change.subject().equals(unbearable)) {
            throw new IllegalStateException("An observer that fails");
        }
        changes.add(change);
    }

    /** Makes the observer of this user's changes fail. */
    public void failFor(String subject) {
        unbearable = subject;
    }

    public List<UserChange> of(String subject) {
        return changes.stream()
                .filter(change -> change.subject().equals(subject))
                .toList();
    }
}
