package dev.signet.base.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rows of a list somebody wants: conditions in SQL, and the values of their parameters. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final Map<String, Object> values = new HashMap<>();

    /**
     * One more condition, where there is a value for it.
     *
     * @param condition SQL with the parameter
     * @param name of the parameter
     */
    public Conditions and(String condition, String name, Optional<?> value) {
        value.ifPresent(wanted -> {
            conditions.add(condition);
            values.put(name, wanted);
        });
        return this;
    }

    /** One more condition, where that is so. */
    public Conditions when(boolean wanted, String condition) {
        if (wanted) {
            conditions.add(condition);
        }
        return this;
    }

    /** The value of one more parameter that a condition has, where there is one. */
    public Conditions with(String name, Optional<?> value) {
        value.ifPresent(wanted -> values.put(name, wanted));
        return this;
    }

    /** All conditions, to follow {@code where}. */
    public String sql() {
        return String.join(" and ", conditions);
    }

    /** The values, by the names of their parameters. */
    public Map<String, Object> values() {
        return values;
    }
}
