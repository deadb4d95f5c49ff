package dev.signet.jwt.claim;

import java.util.regex.Pattern;

/** An audience that is ours: by its exact name, or all that a pattern matches from beginning to end. */
public sealed interface Audience {

    /** Whether this one is meant. */
    boolean includes(String audience);

    /** Exactly this one. */
    record Named(String name) implements Audience {
        @Override
        public boolean includes(String audience) {
            return name.equals(audience);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All of this form, and of reasonable length: matching may take a frame of the stack for each character. */
    record Matching(Pattern pattern) implements Audience {
        private static final int GREATEST_LENGTH = 1024;

        @Override
        public boolean includes(String audience) {
            return audience.length() <= GREATEST_LENGTH
                    && pattern.matcher(audience).matches();
        }

        /** As JavaScript writes it. */
        @Override
        public String toString() {
            return "/" + pattern + "/";
        }
    }
}
