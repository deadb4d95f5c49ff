/**
 * The database: {@link dev.signet.base.database.Sql} runs the statements of the rooms; locks between replicas, an outage told from a fault, and the one clock that all replicas
 * share. Tables belong to the rooms; the schema is in {@code db/migration}.
 */
@NullMarked
package dev.signet.base.database;

import org.jspecify.annotations.NullMarked;
