package dev.signet.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Argon2FallbackTest {
    @Test
    void libsodiumIsChosenWhereItLoads() {
        assertThat(Argon2.fastest().engine()).isEqualTo("sodium");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void bouncyCastleStandsInWithOneLineInTheLog(Argon2.Loader loader) {
        List<LogRecord> log = new ArrayList<>();
        Logger logger = Logger.getLogger(Argon2.class.getName());
        Handler handler = collectingInto(log);
        logger.addHandler(handler);
        try {
            assertThat(Argon2.orBouncyCastle(loader).engine()).isEqualTo("bouncycastle");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).singleElement().satisfies(line -> assertThat(line.getThrown())
                .isNull());
    }

    @Test
    void aTemporaryFolderThatCannotBeUsedIsNoReasonToFail() throws Exception {
        String output = inAnotherJvm("-Djna.tmpdir=/proc/no-such-folder");
        assertThat(output).contains("libsodium did not load").endsWith("engine bouncycastle\n");
    }

    @Test
    void nothingIsLeftBehindInTheTemporaryFolder(@TempDir Path folder) throws Exception {
        assertThat(inAnotherJvm("-Djna.tmpdir=" + folder)).endsWith("engine sodium\n");
        assertThat(folder).isEmptyDirectory();
    }

    static Stream<Argon2.Loader> failures() {
        return Stream.of(
                () -> {
                    throw new IOException("read-only");
                },
                () -> {
                    throw new UnsatisfiedLinkError("noexec\nand more");
                },
                () -> {
                    throw new IllegalStateException();
                });
    }

    /** Run in a JVM of its own, because a JVM loads a native library once. */
    static final class Main {
        public static void main(String[] args) {
            System.out.println("engine " + Argon2.fastest().engine());
        }
    }

    private static String inAnotherJvm(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static Handler collectingInto(List<LogRecord> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
