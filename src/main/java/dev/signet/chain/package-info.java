/**
 * That the audit trail is what was written: each event is sealed in a chain, in which every seal depends on the one before, so
 * that an event that was changed, removed, added or moved shows. {@code Sealing} adds to the chain, {@code Verification}
 * follows it from end to end, {@code TrailWatch} notices that it was cut, {@code Retention} lets its oldest part go. Events are
 * written next door in {@code audit}.
 */
@NullMarked
package dev.signet.chain;

import org.jspecify.annotations.NullMarked;
