/**
 * What a connection may cost before a request is whole and after it was answered: how many there are, how long a head
 * and a body may take, one request at a time (RFC 9112). Stands between Netty and Vert.x, for every server of this
 * process.
 */
@NullMarked
package dev.signet.endpoint.connection;

import org.jspecify.annotations.NullMarked;
