package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.RefreshTraffic;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.SignetProcess;
import dev.signet.token.keystore.EncryptionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies between committing a refresh and answering it ends no session, also where it takes two minutes to come
 * back. More kills: {@code bench/refresh-kills.sh}.
 */
class LostAnswersIT {
    private static final String ADMIN_PASSWORD = "the administrator's password";
    private static final int CLIENTS = 8;
    private static final int KILLS = 3;
    private static final int A_WHILE = 10;

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static SignetProcess signet;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("database"));
        EncryptionKey.create(folder.resolve("key"));
        signet = new SignetProcess(Files.createDirectory(folder.resolve("signet")))
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ADMIN_PASSWORD", ADMIN_PASSWORD)
                .set("SIGNET_ENCRYPTION_KEY_FILE", folder.resolve("key").toString())
                .on(database)
                .start();
    }

    @AfterAll
    static void stop() {
        signet.close();
        database.close();
    }

    /** For sessions, and without waiting: what was rotated is older by that. */
    private static void isDownForTwoMinutes() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("update user_session set rotated_at = rotated_at - interval '2 minutes'");
        }
    }

    @Test
    void answerThatWasLostWithItsProcessIsGivenTwoMinutesLater() throws Exception {
        Tokens session = signet.adminTokens(ADMIN_PASSWORD);
        Tokens lost = tokens(signet.refresh(session.refreshToken()));
        signet.kill();
        isDownForTwoMinutes();
        signet.start();
        Tokens again = tokens(signet.refresh(session.refreshToken()));
        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        assertThat(signet.me(again.accessToken())).isEqualTo(200);
        tokens(signet.refresh(again.refreshToken()));
    }

    @Test
    void clientsWhoseRefreshesAreInFlightWhenTheProcessIsKilledGoOn() throws Exception {
        List<Tokens> sessions = Stream.generate(() -> signet.adminTokens(ADMIN_PASSWORD))
                .limit(CLIENTS)
                .toList();
        try (RefreshTraffic traffic = new RefreshTraffic(List.of(signet), sessions)) {
            for (int kill = 0; kill < KILLS; kill++) {
                traffic.goOn(A_WHILE);
                signet.kill();
                isDownForTwoMinutes();
                signet.start();
            }
            traffic.goOn(A_WHILE);
            for (Tokens last : traffic.stop()) {
                assertThat(signet.me(last.accessToken())).isEqualTo(200);
            }
        }
    }
}
