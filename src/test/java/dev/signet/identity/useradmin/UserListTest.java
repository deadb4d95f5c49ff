package dev.signet.identity.useradmin;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.base.database.Conditions;
import dev.signet.testsupport.ForgedCursors;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TestUsers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching, filtering and sorting users. */
@QuarkusTest
class UserListTest {
    private static final String USERS = "/api/admin/users";
    private static final String ROLE = "role-of-ten-thousand";

    @Inject
    TestUsers users;

    @Inject
    TestDatabase database;

    @Inject
    OwnerDatabase owner;

    private String admin;
    private String prefix;

    @BeforeEach
    void fewUsers() {
        admin = adminToken();
        prefix = "list-" + UUID.randomUUID() + "-";
        make("a", "auditor", false);
        make("b", "key-admin", true);
        make("c", "auditor", true);
        make("d", "auditor", false);
    }

    private void make(String suffix, String role, boolean enabled) {
        String id = bearer(admin)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "username",
                        prefix + suffix,
                        "password",
                        TestUsers.PASSWORD,
                        "roles",
                        List.of(role),
                        "email",
                        prefix + suffix + "@Example.org"))
                .post(USERS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        if (!enabled) {
            patching(admin)
                    .header("If-Match", "*")
                    .body("{\"enabled\": false}")
                    .patch(USERS + "/" + id)
                    .then()
                    .statusCode(200);
        }
    }

    private Response list(Map<String, ?> wanted) {
        return bearer(admin).queryParams(wanted).get(USERS);
    }

    private List<String> suffixes(Map<String, ?> wanted) {
        List<String> names = list(wanted).then().statusCode(200).extract().path("items.username");
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    @Test
    void filtersLeaveOnlyThoseOfWhomAllIsTrue() {
        assertThat(suffixes(Map.of("q", prefix))).containsExactly("a", "b", "c", "d");
        assertThat(suffixes(Map.of("q", prefix, "enabled", "false"))).containsExactly("a", "d");
        assertThat(suffixes(Map.of("q", prefix, "enabled", "true"))).containsExactly("b", "c");
        assertThat(suffixes(Map.of("q", prefix, "role", "auditor"))).containsExactly("a", "c", "d");
        assertThat(suffixes(Map.of("q", prefix, "role", "auditor", "enabled", "false")))
                .containsExactly("a", "d");
        assertThat(suffixes(Map.of("q", prefix, "role", "Auditor"))).isEmpty();
        assertThat(suffixes(Map.of("email", (prefix + "C@example.ORG").toUpperCase(Locale.ROOT))))
                .containsExactly("c");
        assertThat(suffixes(Map.of("email", prefix + "c@example.org", "role", "key-admin")))
                .isEmpty();
    }

    @Test
    void newestComeFirstWhereThatIsAskedFor() {
        assertThat(suffixes(Map.of("sort", "-createdAt", "limit", 4))).containsExactly("d", "c", "b", "a");
        assertThat(suffixes(Map.of("sort", "-createdAt", "limit", 2, "enabled", "false")))
                .containsExactly("d", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "-createdAt"})
    void pagesShowEverybodyOnceAlsoWhenOthersJoinMeanwhile(String sort) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, Object> wanted = new HashMap<>(Map.of("sort", sort, "limit", 1, "enabled", "false"));
            if (sort.equals("username")) {
                wanted.put("q", prefix);
            }
            if (cursor != null) {
                wanted.put("cursor", cursor);
            }
            seen.addAll(suffixes(wanted));
            cursor = list(wanted).path("next");
            if (seen.size() == 1) {
                make("a-second", "auditor", false);
            }
        } while (cursor != null && seen.size() < 3 && !(sort.equals("-createdAt") && seen.size() == 2));
        assertThat(seen).isEqualTo(sort.equals("username") ? List.of("a", "a-second", "d") : List.of("d", "a"));
    }

    @Test
    void cursorIsGoodForTheListItCameFromOnly() {
        Map<String, String> wanted = Map.of("q", prefix, "limit", "2");
        String next = list(wanted).path("next");
        assertThat(suffixes(Map.of("q", prefix, "limit", "2", "cursor", next))).containsExactly("c", "d");
        assertThat(suffixes(Map.of("q", prefix.toUpperCase(Locale.ROOT), "limit", "9", "cursor", next)))
                .containsExactly("c", "d");
        for (Map<String, String> other : List.of(
                Map.of("q", prefix + "a"),
                Map.of("q", prefix, "enabled", "true"),
                Map.of("q", prefix, "role", "auditor"),
                Map.of("q", prefix, "email", "a@example.org"),
                Map.of("sort", "-createdAt"),
                Map.<String, String>of())) {
            bearer(admin)
                    .queryParams(other)
                    .queryParam("cursor", next)
                    .get(USERS)
                    .then()
                    .statusCode(400)
                    .body("violations.field", contains("cursor"));
        }
        String newest = list(Map.of("sort", "-createdAt", "limit", 1)).path("next");
        bearer(admin).queryParam("cursor", newest).get(USERS).then().statusCode(400);
    }

    @Test
    void cursorThatWasChangedIsNone() {
        for (Map<String, ?> wanted : List.of(
                Map.of("q", prefix, "limit", "2"), Map.of("sort", "-createdAt", "enabled", "false", "limit", "1"))) {
            ForgedCursors.areRefused(list(wanted).path("next"), cursor -> bearer(admin)
                    .queryParams(wanted)
                    .queryParam("cursor", cursor)
                    .get(USERS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, yes",
        "enabled, TRUE",
        "sort, createdAt",
        "sort, -username",
        "sort, 'username; drop table signet_user'",
        "email, 'a\u202eb@example.org'",
        "q, 'a\u200bb'"
    })
    void parameterOutOfBoundsIsNamed(String parameter, String value) {
        bearer(admin)
                .queryParam(parameter, value)
                .get(USERS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "role", "email", "sort"})
    void parameterThatIsLeftEmptyIsNone(String parameter) {
        assertThat(suffixes(Map.of("q", prefix, parameter, ""))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void lengthsAreBounded() {
        for (Map.Entry<String, Integer> longest :
                Map.of("q", 128, "role", 64, "email", 254).entrySet()) {
            list(Map.of(longest.getKey(), "x".repeat(longest.getValue())))
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(0));
            list(Map.of(longest.getKey(), "x".repeat(longest.getValue() + 1)))
                    .then()
                    .statusCode(400)
                    .body("violations.field", contains(longest.getKey()));
        }
    }

    @ParameterizedTest
    @CsvSource({"q, a", "role, auditor", "email, a@example.org"})
    void orderThatNoIndexServesIsRefused(String parameter, String value) {
        bearer(admin)
                .queryParam("sort", "-createdAt")
                .queryParam(parameter, value)
                .get(USERS)
                .then()
                .statusCode(400)
                .body("violations.field", contains("sort"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "' or 1=1 --", "\\", "{auditor}", "auditor' or role like '%"})
    void textOfAFilterIsNoPattern(String text) {
        for (String filter : List.of("q", "role", "email")) {
            list(Map.of(filter, text)).then().statusCode(200).body("items.size()", equalTo(0));
        }
    }

    /** One statement that reads one range of one index in its order, whatever is wanted, among ten thousand. */
    @Test
    void pageOfTenThousandIsOneRangeOfOneIndex() throws SQLException {
        QuarkusTransaction.requiringNew().run(() -> {
            execute("insert into signet_role (name) values ('" + ROLE + "') on conflict do nothing");
            execute("insert into signet_user (id, username, username_key, email, password_hash, roles, enabled,"
                    + " must_change_password, created_at, version) select gen_random_uuid(), 'many-' || n, 'many-' || n,"
                    + " 'many-' || n || '@example.org', 'none', array['" + ROLE + "'], n % 10 <> 0, false, now(), 0"
                    + " from generate_series(1, 10000) n on conflict do nothing");
        });
        owner.execute("analyze signet_user, user_role");
        try {
            assertPlan("signet_user_username_key_key", filter -> {});
            assertPlan("signet_user_username_key_key", filter -> filter.q = "many-5");
            assertPlan("signet_user_username_key_key", filter -> filter.enabled = "true");
            assertPlan("signet_user_disabled_by_name", filter -> filter.enabled = "false");
            assertPlan("user_role_pkey", filter -> filter.role = ROLE);
            assertPlan("user_role_pkey", filter -> {
                filter.role = "auditor";
                filter.enabled = "true";
            });
            assertPlan("signet_user_email", filter -> filter.email = "Many-77@example.org");
            assertPlan("signet_user_pkey", filter -> filter.sort = UserFilter.NEWEST_FIRST);
            assertPlan("signet_user_disabled_newest", filter -> {
                filter.sort = UserFilter.NEWEST_FIRST;
                filter.enabled = "false";
            });
        } finally {
            QuarkusTransaction.requiringNew()
                    .run(() -> execute("delete from signet_user where username_key like 'many-%'"));
            owner.execute("analyze signet_user, user_role");
        }
    }

    private void execute(String sql) {
        database.execute(sql);
    }

    private void assertPlan(String index, Consumer<UserFilter> wanted) {
        UserFilter filter = new UserFilter();
        wanted.accept(filter);
        for (boolean later : List.of(false, true)) {
            Optional<String> name = later ? Optional.of("many-50") : Optional.empty();
            Optional<UUID> id = later ? Optional.of(new UUID(-1, -1)) : Optional.empty();
            Conditions conditions = filter.byName()
                    ? UserListRepository.byName(filter, name)
                    : UserListRepository.newestFirst(filter, id);
            String list = filter.byName() ? (filter.role == null ? "byName" : "byNameWithRole") : "newestFirst";
            assertThat(database.plan(statement(list).replace("<conditions>", conditions.sql()), values(conditions)))
                    .contains(index)
                    .doesNotContain("Seq Scan", "Sort", "Bitmap");
        }
    }

    private static String statement(String name) {
        return Arrays.stream(UserListTable.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .map(method -> method.getAnnotation(SqlQuery.class).value())
                .findAny()
                .orElseThrow();
    }

    private static Map<String, Object> values(Conditions conditions) {
        Map<String, Object> values = new HashMap<>(conditions.values());
        values.put("limit", 51);
        return values;
    }
}
