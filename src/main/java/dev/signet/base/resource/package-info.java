/**
 * What administrative resources share: pages and cursors, entity tags, merge patches (RFC 7396), strict JSON.
 */
@NullMarked
package dev.signet.base.resource;

import org.jspecify.annotations.NullMarked;
