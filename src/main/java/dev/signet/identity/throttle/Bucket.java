package dev.signet.identity.throttle;

/**
 * Something of which attempts are counted.
 *
 * @param name tells nobody what it is
 * @param failures how often attempts may fail
 * @param successes how often they may succeed; counted of an account at an address only
 */
record Bucket(String name, Rate failures, Rate successes) {
    /** One of which successes are not counted. */
    Bucket(String name, Rate failures) {
        this(name, failures, failures);
    }
}
