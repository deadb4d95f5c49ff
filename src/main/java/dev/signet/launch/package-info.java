/**
 * Everything that happens before Quarkus starts and after it has stopped.
 *
 * <p>{@code Main} decides by the issuer between a try-out, which brings its own PostgreSQL and encryption key and
 * listens on loopback only unless told otherwise, and production, which refuses to start with anything insecure: one line on standard error
 * for each reason. What it decides reaches Quarkus as system properties. The other packages know nothing of this one.
 */
@NullMarked
package dev.signet.launch;

import org.jspecify.annotations.NullMarked;
