package dev.signet.base.database;

import jakarta.persistence.EntityManager;
import java.time.Instant;

/** The time by the database's clock, which all replicas share. */
public final class DatabaseTime {
    private DatabaseTime() {}

    /** Now, also when the transaction began long ago. */
    public static Instant now(EntityManager database) {
        return SingleColumnQuery.query(database, "select signet_now()", "signet_now", Instant.class)
                .getSingleResult();
    }
}
