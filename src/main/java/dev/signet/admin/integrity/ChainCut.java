package dev.signet.admin.integrity;

import java.time.Instant;
import java.util.UUID;

/**
 * That the chain does not go on from a head that was seen: it was cut, or the database restored to an earlier state.
 *
 * @param id of this discovery
 * @param seen the highest head that was seen before
 * @param seenAt when it was last seen to be the end of the chain
 * @param found with which head the chain ended instead
 */
record ChainCut(UUID id, ChainHead seen, Instant seenAt, ChainHead found, Instant noticedAt) {}
