/**
 * The database of a try-out and of the tests: a real PostgreSQL, unpacked from the class path and kept in the data folder.
 * {@link dev.signet.embedded.EmbeddedDatabase} is the door. Whether it is wanted at all is decided in {@code launch}.
 */
@NullMarked
package dev.signet.embedded;

import org.jspecify.annotations.NullMarked;
