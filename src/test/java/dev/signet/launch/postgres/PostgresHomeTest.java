package dev.signet.launch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresHomeTest {
    @TempDir
    Path parent;

    @Test
    void firstReasonOfPostgresqlIsFoundInItsLog() throws IOException {
        try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
            PostgresHome home = new PostgresHome(folder);
            assertThat(home.complaint()).isEmpty();
            Files.writeString(
                    home.log(),
                    "2026-11-30 10:37:16.301 UTC [8429] FATAL:  the database system is starting up\n"
                            + "waiting for server to start....2026-11-30 10:37:16.357 UTC [8430] FATAL:  could not write lock file"
                            + " \"postmaster.pid\": No space left on device\n stopped waiting\npg_ctl: could not start server\n");
            assertThat(home.complaint())
                    .isEqualTo(", could not write lock file \"postmaster.pid\": No space left on device");
        }
    }
}
