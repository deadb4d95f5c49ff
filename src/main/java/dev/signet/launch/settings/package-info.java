/**
 * What is configured for the launch, read before Quarkus reads its own: the issuer, misspelt keys, what must be
 * there.
 */
@NullMarked
package dev.signet.launch.settings;

import org.jspecify.annotations.NullMarked;
