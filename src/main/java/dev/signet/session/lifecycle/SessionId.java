package dev.signet.session.lifecycle;

import java.util.Optional;
import java.util.UUID;

/** The {@code sid} of tokens. */
public final class SessionId {
    private SessionId() {}

    /** Nothing where a text is no such identifier, in the one form that Signet writes. */
    public static Optional<UUID> of(String sid) {
        try {
            UUID id = UUID.fromString(sid);
            return id.toString().equals(sid) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
