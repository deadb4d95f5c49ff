package dev.signet.client;

import java.util.List;

/**
 * How a client proves to be itself.
 *
 * @param secrets that are valid, by their keyed hashes
 */
record Proof(AuthMethod method, List<ValidSecret> secrets) {}
