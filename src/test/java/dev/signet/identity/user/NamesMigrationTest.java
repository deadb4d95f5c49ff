package dev.signet.identity.user;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users who are older than the folding of names and the comparison of their looks. */
@QuarkusTest
class NamesMigrationTest {
    @Inject
    TestUsers users;

    @Inject
    OwnerDatabase owner;

    private String name;

    @BeforeEach
    void aName() {
        name = users.freshName();
    }

    private void migrate() throws SQLException {
        try (Connection connection = owner.connection()) {
            connection.setAutoCommit(false);
            new NamesMigration().migrate(new Context() {
                @Override
                public Configuration getConfiguration() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Connection getConnection() {
                    return connection;
                }
            });
            connection.commit();
        }
    }

    @Test
    void usersStillLogInByTheirNames() throws SQLException {
        String wide = users.user("\uff41-" + name).roles("auditor").create();
        String unseen = users.user(name + "\u3164").create();
        String symbol = users.user("\u2665-" + name).create();
        migrate();
        for (String each : new String[] {wide, unseen, symbol, "a-" + name, name}) {
            login(each, TestUsers.PASSWORD).then().statusCode(200);
        }
        bearer(adminToken())
                .queryParam("q", "a-" + name)
                .queryParam("role", "auditor")
                .get("/api/admin/users")
                .then()
                .body("items.username", contains(wide));
    }

    @Test
    void ofTwoUsersWithOneNameOneKeepsItAndTheOtherGetsANewOne() throws SQLException {
        users.user(name + "\ufe00").roles("auditor").create();
        String id = users.id(name + "\ufe00");
        users.user(name).create();
        String kept = users.id(name);
        try (LogLines log = new LogLines(NamesMigration.class.getName())) {
            migrate();
            assertThat(log.with(id)).singleElement().asString().contains(name + "-");
        }
        assertThat(users.id(name)).isEqualTo(kept);
        String other = bearer(adminToken()).get("/api/admin/users/" + id).path("username");
        assertThat(other).matches(name + "-[0-9a-f]{8}");
        login(other, TestUsers.PASSWORD).then().statusCode(200);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        bearer(adminToken())
                .queryParam("q", other)
                .queryParam("role", "auditor")
                .get("/api/admin/users")
                .then()
                .body("items.id", contains(id));
    }

    @Test
    void nameThatLooksLikeAnOlderOneStaysAndIsTold() throws SQLException {
        users.user(name).create();
        String lookAlike = users.user(name.replace("user", "us\u0435r")).create();
        try (LogLines log = new LogLines(NamesMigration.class.getName())) {
            migrate();
            assertThat(log.with(users.id(lookAlike))).hasSize(1);
        }
        login(lookAlike, TestUsers.PASSWORD).then().statusCode(200);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
    }

    @Test
    void nameOfWhichNothingIsSeenBecomesAnother() throws SQLException {
        users.user("\u3164\u2800").create();
        String id = users.id("\u3164\u2800");
        migrate();
        assertThat((String) bearer(adminToken()).get("/api/admin/users/" + id).path("username"))
                .matches("user-[0-9a-f]{8}");
    }

    /** A new user could be named lvan beside this one: skeletons are of names in lower case. */
    @Test
    void namesThatNoNewUserCouldHaveAreCounted() throws SQLException {
        int before = old();
        users.user("Ivan-" + name).create();
        users.user("two  spaces-" + name).create();
        users.user("plain-" + name).create();
        assertThat(old()).isEqualTo(before + 2);
    }

    private int old() throws SQLException {
        try (LogLines log = new LogLines(NamesMigration.class.getName())) {
            migrate();
            List<String> lines = log.with("that no new user could have");
            assertThat(lines).hasSizeLessThan(2);
            return lines.isEmpty()
                    ? 0
                    : Integer.parseInt(lines.get(0).replaceFirst("(?s).*?([0-9]+) users have names.*", "$1"));
        }
    }

    @Test
    void secondTimeChangesNothing() throws SQLException {
        users.user(name).create();
        users.user(name + "\u034f").create();
        migrate();
        String before = all();
        migrate();
        assertThat(all()).isEqualTo(before);
    }

    private String all() throws SQLException {
        try (var connection = owner.connection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select (select array_agg(u::text order by id) from signet_user u)::text"
                                + " || (select array_agg(r::text order by r::text) from user_role r)::text")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
