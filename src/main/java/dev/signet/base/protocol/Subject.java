package dev.signet.base.protocol;

import java.util.Optional;
import java.util.UUID;

/** The {@code sub} of users: a UUID, written in one way only. Clients have others (RFC 9068 section 5). */
public final class Subject {
    /** The longest name of a user, in code points. */
    public static final int MAX_NAME = 128;

    private Subject() {}

    /** The user whom a subject names; nobody where it is a client's, or no subject at all. */
    public static Optional<UUID> user(String subject) {
        try {
            // it reads also what is shorter, and writes no such thing
            UUID id = UUID.fromString(subject);
            return Optional.of(id).filter(same -> same.toString().equals(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
