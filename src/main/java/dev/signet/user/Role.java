package dev.signet.user;

/** The built-in roles; a role is exactly its name. */
public final class Role {
    /** May do everything. */
    public static final String ADMIN = "admin";

    /** Manages users. */
    public static final String USER_ADMIN = "user-admin";

    /** Reads everything, changes nothing. */
    public static final String AUDITOR = "auditor";

    private Role() {}
}
