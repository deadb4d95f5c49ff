/**
 * The request that is being answered: its address, its correlation id, its headers, the operation it asks for.
 */
@NullMarked
package dev.signet.base.http;

import org.jspecify.annotations.NullMarked;
