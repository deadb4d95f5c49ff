package dev.signet.identity.useradmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FirstAdministratorTest {
    @Inject
    FirstAdministrator first;

    @Inject
    TestDatabase database;

    @ParameterizedTest
    @ValueSource(strings = {"seven-7", "Password1", "ILoveYou", "password\u200b", "Admin-2026", "signet-admin!"})
    void configuredPasswordIsKeptToTheRulesForAll(String password) {
        assertThatThrownBy(() -> first.checked(password))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signet.admin-password")
                .hasMessageNotContaining(password);
    }

    @Test
    void anyOtherPasswordIsGood() {
        assertThat(first.checked("eight-88")).isEqualTo("eight-88");
    }

    /** Only a change in the database itself can lead to this. */
    @Test
    void userWhoLooksLikeTheFirstAdministratorStopsTheStart() {
        QuarkusTransaction.begin();
        try {
            execute("delete from user_role where role = 'admin'");
            execute(
                    "update signet_user set username = '\u0430dmin', username_key = '\u0430dmin' where username_key = 'admin'");
            assertThatThrownBy(() -> first.start(new StartupEvent()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("looks like")
                    .hasMessageContaining("admin");
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void makingIsAnEvent() {
        QuarkusTransaction.begin();
        try {
            execute("delete from user_role where role = 'admin'");
            execute("update signet_user set username = 'former', username_key = 'former',"
                    + " username_skeleton = 'former' where username_key = 'admin'");
            first.start(new StartupEvent());
            String event = database.one(
                    String.class,
                    "select actor || ' ' || outcome || ' ' || change from audit_event"
                            + " where action = 'user.create' order by at desc, id desc limit 1");
            assertThat(event)
                    .startsWith("system success ")
                    .contains("\"admin\"")
                    .contains("roles");
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private void execute(String sql) {
        database.execute(sql);
    }
}
