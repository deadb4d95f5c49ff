/**
 * The clients as each replica knows them, from memory: {@link dev.signet.identity.clientcache.Clients} is the door;
 * {@link dev.signet.identity.clientcache.ClientChange} tells other rooms.
 */
@NullMarked
package dev.signet.identity.clientcache;

import org.jspecify.annotations.NullMarked;
