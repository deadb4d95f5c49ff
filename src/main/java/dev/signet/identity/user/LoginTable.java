package dev.signet.identity.user;

import dev.signet.identity.throttle.CountedAttempt;
import dev.signet.identity.throttle.NewAttempt;
import dev.signet.identity.throttle.RightAttempt;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Log-ins: {@code signet_user} and {@code login_throttle} in one statement. */
interface LoginTable {
    /**
     * The user of a name, and where the attempt was counted.
     *
     * @param user null where there is no such user
     */
    record Row(@Nullable @Nested User user, @Nested NewAttempt.Counted counted) {}

    /** Finds the user by the key of the name, and counts the attempt. */
    @SqlQuery("with person as (select * from signet_user where username_key = :account), " + NewAttempt.COUNT
            + " select person.*, " + NewAttempt.COUNTED + " from (select) as always left join person on true")
    Row begin(@BindMethods NewAttempt attempt);

    /**
     * Notes that the password was right, and when the user logged in last: to about a minute, so that not each log-in writes the row, and
     * not while somebody else has it, whom all that log in from the address would wait for.
     *
     * @param loggedIn whether the user logs in by it
     */
    @SqlQuery("with " + CountedAttempt.SUCCEEDED + """
            , seen as (update signet_user set last_login_at = :now where (select count(*) from address) >= 0 and id =
            (select id from signet_user where id = :userId and cast(:loggedIn as boolean) and not must_change_password
            and (last_login_at is null or last_login_at <= cast(:now as timestamptz) - interval '1 minute')
            for no key update skip locked))
            select count(*) from address""")
    int succeeded(@BindMethods CountedAttempt attempt, @BindMethods RightAttempt right, UUID userId, boolean loggedIn);
}
