package dev.signet.base.database;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds what the driver or the pool said beneath what others made of it. */
final class SqlFailure {
    private SqlFailure() {}

    /** The first that is so among this, its causes, and what made a transaction fail. */
    static Optional<SQLException> find(Throwable e, Predicate<SQLException> wanted) {
        Deque<Throwable> left = new ArrayDeque<>(List.of(e));
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!left.isEmpty()) {
            Throwable next = left.remove();
            if (seen.add(next)) {
                if (next instanceof SQLException sql && wanted.test(sql)) {
                    return Optional.of(sql);
                }
                left.addAll(beneath(next));
            }
        }
        return Optional.empty();
    }

    private static List<Throwable> beneath(Throwable e) {
        List<Throwable> beneath = new ArrayList<>();
        add(beneath, e.getCause());
        if (e instanceof SQLException sql) {
            add(beneath, sql.getNextException());
        }
        // a commit that failed has no cause; anything else that was suppressed is another failure
        if (e.getClass().getPackageName().equals("jakarta.transaction")) {
            beneath.addAll(List.of(e.getSuppressed()));
        }
        return beneath;
    }

    private static void add(List<Throwable> beneath, @Nullable Throwable e) {
        if (e != null) {
            beneath.add(e);
        }
    }
}
