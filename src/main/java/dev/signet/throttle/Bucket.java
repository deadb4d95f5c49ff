package dev.signet.throttle;

/**
 * Something of which attempts are counted.
 *
 * @param name tells nobody what it is
 * @param familiarRate the rate while it is an account at an address that its user comes from
 */
record Bucket(String name, Rate rate, Rate familiarRate) {

    /** One that is never familiar. */
    Bucket(String name, Rate rate) {
        this(name, rate, rate);
    }

    Rate rate(boolean familiar) {
        return familiar ? familiarRate : rate;
    }
}
