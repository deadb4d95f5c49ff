/**
 * Declarative set-up: a YAML file, as Kubernetes mounts one, declares roles, clients and users, and each start applies it.
 * {@link dev.signet.setup.Reconciliation} decides what becomes of each item; the database remembers what was applied last. {@link
 * dev.signet.setup.Declared} is what a room implements whose things can be declared; which rooms do is not known here.
 */
@NullMarked
package dev.signet.setup;

import org.jspecify.annotations.NullMarked;
