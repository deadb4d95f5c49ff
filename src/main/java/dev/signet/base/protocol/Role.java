package dev.signet.base.protocol;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The built-in roles, as they stand in the claim {@code groups}; a role is exactly its name. */
public final class Role {
    /** Administers everything and grants any role; has no claims signed unless it is {@link #TOKEN_ISSUER} too. */
    public static final String ADMIN = "admin";

    /** Manages users. */
    public static final String USER_ADMIN = "user-admin";

    /** Manages clients. */
    public static final String CLIENT_ADMIN = "client-admin";

    /** Manages signing keys. */
    public static final String KEY_ADMIN = "key-admin";

    /** Reads everything, changes nothing. */
    public static final String AUDITOR = "auditor";

    /** Has tokens signed with claims of its choice. */
    public static final String TOKEN_ISSUER = "token-issuer";

    /** All of them. */
    public static final SortedSet<String> BUILT_IN = Collections.unmodifiableSortedSet(
            new TreeSet<>(List.of(ADMIN, USER_ADMIN, CLIENT_ADMIN, KEY_ADMIN, AUDITOR, TOKEN_ISSUER)));

    private Role() {}

    /** Whether who holds some roles holds others too: an {@code admin} holds all. */
    public static boolean include(Set<String> held, Collection<?> others) {
        return held.contains(ADMIN) || held.containsAll(others);
    }
}
