/**
 * Starting and stopping the process. {@code Launch} decides by the issuer between a try-out and production, which
 * refuses to start with anything insecure: one line on standard error for each reason. What it decides reaches
 * Quarkus as system properties.
 */
@NullMarked
package dev.signet.launch.start;

import org.jspecify.annotations.NullMarked;
