package dev.signet.base.replica;

import java.util.Optional;

/**
 * What travels through the channel, as {@code <topic> <micros>}.
 *
 * @param announcedAt by the database's clock, in microseconds since 1970
 */
record Notice(Topic topic, long announcedAt) {

    /** Empty for what we do not understand: a newer replica may have more topics, and anybody may notify. */
    static Optional<Notice> parse(String payload) {
        int space = payload.indexOf(' ');
        try {
            return Optional.of(new Notice(
                    Topic.valueOf(payload.substring(0, Math.max(space, 0))),
                    Long.parseLong(payload.substring(space + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
