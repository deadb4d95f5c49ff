/**
 * What several rooms need of PostgreSQL beside rows: locks that hold between replicas, notices from one replica to the others,
 * a clock to compare one's own with, and telling an outage from a fault. Tables belong to the rooms; the schema is in {@code db/migration}.
 *
 * <p>{@link dev.signet.database.ReplicaNotices} is the door of the notices; behind it {@code NoticeLoop} is the work of their
 * one thread, {@code NoticeLine} keeps the connection, {@code NoticeChannel} is the connection.
 */
@NullMarked
package dev.signet.database;

import org.jspecify.annotations.NullMarked;
