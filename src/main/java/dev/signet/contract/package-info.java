/**
 * The contract that machines read, {@code /q/openapi}: what operations have in common is said here once, from their shape. What
 * cannot be seen in the code stands in {@code META-INF/openapi.yaml}.
 */
@NullMarked
package dev.signet.contract;

import org.jspecify.annotations.NullMarked;
