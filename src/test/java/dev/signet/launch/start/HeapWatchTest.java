package dev.signet.launch.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapWatchTest {
    /** Also where whoever runs out of memory carries on, as event loops do. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void processWhoseHeapStaysFullEnds(String collector, @TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        collector,
                        "-Xmx32m",
                        "-cp",
                        String.join(File.pathSeparator, "target/classes", "target/test-classes"),
                        FullHeap.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            String output = Files.readString(log);
            assertThat(process.exitValue()).as(output).isEqualTo(HeapWatch.EXIT_CODE);
            assertThat(output).contains("The heap is full");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Fills the heap, and does not mind. */
    static final class FullHeap {
        private static final List<byte[]> KEPT = new ArrayList<>();

        private FullHeap() {}

        public static void main(String... args) {
            HeapWatch.start();
            int size = 1 << 20;
            // Not for ever, where the test itself was killed.
            long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
            while (System.nanoTime() - end < 0) {
                try {
                    KEPT.add(new byte[size]);
                } catch (OutOfMemoryError e) {
                    size = Math.max(64, size / 2);
                }
            }
        }
    }
}
