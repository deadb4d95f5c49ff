/**
 * What replicas do together: {@link dev.signet.base.replica.ReplicaNotices} tells the others that something changed,
 * {@link dev.signet.base.replica.CleanUp} removes rows that no longer matter, by one replica at a time.
 */
@NullMarked
package dev.signet.base.replica;

import org.jspecify.annotations.NullMarked;
