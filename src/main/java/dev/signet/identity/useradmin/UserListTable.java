package dev.signet.identity.useradmin;

import dev.signet.identity.user.User;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Pages of users: each one range of one index in the order of the list. What other filters leave out is skipped. */
interface UserListTable {
    @SqlQuery("select u.* from signet_user u where <conditions> order by u.username_key limit :limit")
    List<User> byName(@Define String conditions, @BindMap Map<String, Object> values, int limit);

    @SqlQuery("""
            select u.* from signet_user u join user_role r on r.username_key = u.username_key
            where <conditions> order by r.username_key limit :limit""")
    List<User> byNameWithRole(@Define String conditions, @BindMap Map<String, Object> values, int limit);

    @SqlQuery("select u.* from signet_user u where <conditions> order by u.id desc limit :limit")
    List<User> newestFirst(@Define String conditions, @BindMap Map<String, Object> values, int limit);
}
