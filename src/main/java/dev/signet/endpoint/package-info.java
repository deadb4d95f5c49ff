/**
 * What the network sees that is not the administration of one thing: from the connection to the answers of log-in and
 * OAuth.
 */
@NullMarked
package dev.signet.endpoint;

import org.jspecify.annotations.NullMarked;
