package dev.signet.testsupport;

import dev.signet.base.database.Sql;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The server's database, with the rights of the application: statements of tests, in the current transaction if there is one. */
@Singleton
public class TestDatabase {
    private final Jdbi jdbi;

    TestDatabase(AgroalDataSource database) {
        this.jdbi = Sql.over(database);
    }

    /** What a query finds. Each {@code ?} is the argument of its place. */
    public <T> List<T> list(Class<T> type, String sql, Object... arguments) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapTo(type).list();
        });
    }

    /** The one thing that a query finds. */
    public <T> T one(Class<T> type, String sql, Object... arguments) {
        List<T> found = list(type, sql, arguments);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " rows: " + sql);
        }
        return found.get(0);
    }

    /**
     * How PostgreSQL would run a query, as if all were in memory: or the wrong index looks as cheap as the right one, in a small table.
     *
     * @param values of its parameters, by name
     */
    public String plan(String sql, Map<String, Object> values) {
        return jdbi.inTransaction(handle -> {
            handle.execute("set local random_page_cost = 1");
            return String.join(
                    "\n",
                    handle.createQuery("explain " + sql)
                            .bindMap(values)
                            .mapTo(String.class)
                            .list());
        });
    }

    /** Changes rows; returns how many. */
    public int execute(String sql, Object... arguments) {
        return jdbi.withHandle(handle -> handle.execute(sql, arguments));
    }
}
