/**
 * What a connection may cost before a request is whole and after it was answered: how many connections there are, how long a
 * head and a body may take, which heads are read at all (RFC 9112), and that one request at a time is read and answered. Stands between
 * Netty and Vert.x, for every server of this process. What is refused here is answered by {@code http}.
 */
@NullMarked
package dev.signet.connection;

import org.jspecify.annotations.NullMarked;
