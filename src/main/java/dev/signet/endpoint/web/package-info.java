/**
 * What each request passes on its way to a resource, wherever it goes: limits of its head and body, hosts, CORS,
 * metrics; and what answers when no resource does.
 */
@NullMarked
package dev.signet.endpoint.web;

import org.jspecify.annotations.NullMarked;
