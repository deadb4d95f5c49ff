/**
 * The PostgreSQL of a try-out and of the tests: a real server, unpacked from the class path, with its data in the
 * data folder. {@link dev.signet.launch.postgres.EmbeddedDatabase} is the door.
 */
@NullMarked
package dev.signet.launch.postgres;

import org.jspecify.annotations.NullMarked;
