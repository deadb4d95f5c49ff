package dev.signet.identity.throttle;

import dev.signet.base.database.Sql;
import dev.signet.identity.throttle.LoginThrottle.Found;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Counts attempts at accounts of which nothing is known but the credential. */
interface Counting {
    record Row(@Nullable UUID credential, @Nested NewAttempt.Counted counted) {}

    @SqlQuery("with person as (select cast(:credential as uuid) as credential), " + NewAttempt.COUNT
            + " select person.credential, " + NewAttempt.COUNTED + " from person")
    Row count(@BindMethods NewAttempt attempt, @Nullable UUID credential);

    @SqlQuery("with " + CountedAttempt.SUCCEEDED + " select count(*) from address")
    int succeeded(@BindMethods CountedAttempt attempt, @BindMethods RightAttempt right);

    /**
     * Counts an attempt.
     *
     * @param credential null for an account that nobody has
     */
    static Function<NewAttempt, Found<UUID>> of(Sql database, @Nullable UUID credential) {
        Counting counting = database.of(Counting.class);
        return attempt -> {
            Row row = counting.count(attempt, credential);
            return new Found<>(Optional.ofNullable(row.credential()), row.counted());
        };
    }
}
