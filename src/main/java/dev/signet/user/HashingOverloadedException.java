package dev.signet.user;

/** More passwords wait to be hashed than this server will queue. Nothing was hashed; trying again soon may work. */
public class HashingOverloadedException extends RuntimeException {
    HashingOverloadedException() {
        // No stack trace: it is thrown most when there is least time, and says nothing that the name does not.
        super("Too many passwords are waiting to be hashed", null, false, false);
    }
}
