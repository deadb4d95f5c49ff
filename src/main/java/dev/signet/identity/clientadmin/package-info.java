/**
 * What administrators do to clients and their secrets, {@code /api/admin/clients}; clients that the setup file
 * declares; the built-in client.
 */
@NullMarked
package dev.signet.identity.clientadmin;

import org.jspecify.annotations.NullMarked;
