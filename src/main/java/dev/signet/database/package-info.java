/**
 * What several rooms need of PostgreSQL beside rows: locks that hold between replicas, notices from one replica to the others,
 * the removal of rows that can no longer matter, a clock to compare one's own with, and telling an outage from a fault. Tables
 * belong to the rooms; the schema is in {@code db/migration}.
 *
 * <p>{@link dev.signet.database.ReplicaNotices} is the door of the notices; behind it {@code NoticeLoop} is the work of their
 * one thread, {@code NoticeLine} keeps the connection, {@code NoticeChannel} is the connection.
 *
 * <p>{@link dev.signet.database.CleanUp} calls every {@link dev.signet.database.Sweep} there is; {@code Sweeper} carries one out.
 * A timer of the JDK's drives it: {@code quarkus-scheduler} would bring ten libraries for it.
 */
@NullMarked
package dev.signet.database;

import org.jspecify.annotations.NullMarked;
