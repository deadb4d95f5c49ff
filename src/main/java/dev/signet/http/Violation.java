package dev.signet.http;

/**
 * One thing wrong with what was sent.
 *
 * @param field the path of the member or parameter; empty for the body as a whole
 * @param message what it must be, without the value that was sent
 */
public record Violation(String field, String message) {}
