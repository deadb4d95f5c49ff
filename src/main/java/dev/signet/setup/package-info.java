/**
 * Declarative set-up: a YAML file, as Kubernetes mounts one, says which roles, clients and users there are, and at each start
 * the database is made to agree. {@link dev.signet.setup.Declared} is what a room implements whose things can be declared; which
 * rooms do is not known here.
 */
@NullMarked
package dev.signet.setup;

import org.jspecify.annotations.NullMarked;
