package dev.signet.identity.client;

import java.util.List;

/**
 * How a client proves to be itself.
 *
 * @param secrets that are valid, by their keyed hashes
 */
public record Proof(AuthMethod method, List<ValidSecret> secrets) {}
