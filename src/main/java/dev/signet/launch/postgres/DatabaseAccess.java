package dev.signet.launch.postgres;

import java.util.Optional;

/** Where the database is and who we are there. */
public record DatabaseAccess(String url, Optional<String> username, Optional<String> password) {

    /** Without the address, which may carry a password as a parameter, and without the password. */
    @Override
    public String toString() {
        return "DatabaseAccess[username=" + username.orElse("-") + "]";
    }
}
