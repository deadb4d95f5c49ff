package dev.signet.throttle;

/**
 * Something of which attempts are counted.
 *
 * @param name tells nobody what it is
 */
record Bucket(String name, Rate rate) {}
