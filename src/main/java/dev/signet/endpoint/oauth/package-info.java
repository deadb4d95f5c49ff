/**
 * The endpoints of OAuth: tokens and their grants (RFC 6749 section 3.2), introspection (RFC 7662), revocation (RFC
 * 7009) and discovery (RFC 8414). A grant is a small class behind {@code TokenEndpoint}, the one pipeline.
 */
@NullMarked
package dev.signet.endpoint.oauth;

import org.jspecify.annotations.NullMarked;
