package dev.signet.launch.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The server process of one PostgreSQL data directory, found through its {@code postmaster.pid}. It outlives us when we
 * are killed, and its file outlives it when the machine is.
 */
final class Postmaster {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final Path dataDirectory;
    private final Path pidFile;

    Postmaster(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.pidFile = dataDirectory.resolve("postmaster.pid");
    }

    /**
     * Stops a server that still runs on this directory, cleanly; does nothing where none does.
     *
     * @throws StartRefused if it has not stopped within a minute
     */
    void stop() throws IOException {
        Optional<ProcessHandle> process = process();
        if (process.isEmpty()) {
            return;
        }
        if (!isOurs(process.get())) {
            // The number was given to another process since; PostgreSQL itself would take that one for its rival.
            Files.deleteIfExists(pidFile);
            return;
        }
        // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint. The shell's own kill is the
        // one that is everywhere.
        new ProcessBuilder("sh", "-c", "kill -INT " + process.get().pid()).start();
        awaitEnd(process.get());
    }

    private void awaitEnd(ProcessHandle process) {
        long start = System.nanoTime();
        // Where nobody collects it, a process that has ended stays on the list; its file tells then.
        while (Files.exists(pidFile) && process.isAlive()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new StartRefused("PostgreSQL (process " + process.pid() + ") does not stop in " + dataDirectory);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Optional<ProcessHandle> process() throws IOException {
        try {
            // A directory that is in the middle of initdb has a negative number here.
            long pid = Long.parseLong(
                    Files.readString(pidFile).lines().findFirst().orElse("0").strip());
            return ProcessHandle.of(Math.abs(pid));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException torn) {
            Files.delete(pidFile);
            return Optional.empty();
        }
    }

    private boolean isOurs(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("postgres") && command.contains(dataDirectory.toString());
    }
}
