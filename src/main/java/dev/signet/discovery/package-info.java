/**
 * What clients need to know of this server (RFC 8414, OpenID Connect Discovery): one document at two addresses, which tells
 * only what is served now.
 */
@NullMarked
package dev.signet.discovery;

import org.jspecify.annotations.NullMarked;
