/**
 * Keys: what signs tokens, and the one key from outside the database under which signing keys and other secrets rest.
 *
 * <p>The encryption key is a file, read by {@link dev.signet.key.EncryptionKey}. Package {@code launch} makes that file
 * for a try-out and checks it before anything else starts.
 */
@NullMarked
package dev.signet.key;

import org.jspecify.annotations.NullMarked;
