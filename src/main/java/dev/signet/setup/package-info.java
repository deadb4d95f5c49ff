/**
 * Declarative set-up: a YAML file, as Kubernetes mounts one, declares roles, clients and users, and each start applies it. {@link
 * dev.signet.setup.SetupFile} finds what is wrong with it before there is a database; {@link dev.signet.setup.Reconciliation} decides what
 * becomes of each item, and the database remembers what was applied last. {@link dev.signet.setup.DeclaredKind} and {@link
 * dev.signet.setup.Declared} are what a room implements whose things can be declared; which rooms do is not known here.
 */
@NullMarked
package dev.signet.setup;

import org.jspecify.annotations.NullMarked;
