/**
 * Declarative set-up: a YAML file, as Kubernetes mounts one, declares roles, clients and users, and each start
 * applies it. {@code Reconciliation} decides what becomes of each item; {@link dev.signet.admin.change.Declared} is
 * what a room implements whose things can be declared.
 */
@NullMarked
package dev.signet.launch.setup;

import org.jspecify.annotations.NullMarked;
