package dev.signet.oauth;

/** The built-in roles, as they stand in the claim {@code groups}; a role is exactly its name. */
public final class Role {
    /** May do everything. */
    public static final String ADMIN = "admin";

    /** Manages users. */
    public static final String USER_ADMIN = "user-admin";

    /** Manages signing keys. */
    public static final String KEY_ADMIN = "key-admin";

    /** Reads everything, changes nothing. */
    public static final String AUDITOR = "auditor";

    private Role() {}
}
