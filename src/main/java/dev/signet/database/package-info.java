/**
 * What several rooms need of PostgreSQL beside rows: locks that hold between replicas, and telling an outage from a fault.
 * Tables belong to the rooms; the schema is in {@code db/migration}.
 */
@NullMarked
package dev.signet.database;

import org.jspecify.annotations.NullMarked;
