package dev.signet.identity.password;

import dev.signet.base.problem.UnavailableException;
import java.time.Duration;

/** More passwords wait to be hashed than this server will queue. Nothing was hashed; trying again soon may work. */
public class HashingOverloadedException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    HashingOverloadedException() {
        super("Too many passwords are waiting to be checked.", Duration.ofSeconds(1));
    }
}
