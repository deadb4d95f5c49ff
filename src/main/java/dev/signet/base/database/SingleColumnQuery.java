package dev.signet.base.database;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Queries in SQL of which one column is read. */
public final class SingleColumnQuery {
    private SingleColumnQuery() {}

    /**
     * Makes one. Told the type only, Hibernate 7.2 makes a plan at each call, which it keeps, never finds again, and looks through
     * with two thousand others at the next.
     *
     * @param column its name in what the database answers
     */
    public static <T> NativeQuery<T> query(EntityManager database, String sql, String column, Class<T> type) {
        return database.unwrap(Session.class).createNativeQuery(sql, type).addScalar(column, type);
    }
}
