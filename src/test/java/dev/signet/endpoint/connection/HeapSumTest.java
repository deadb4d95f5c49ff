package dev.signet.endpoint.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HeapSumTest {
    private static final long MEBIBYTE = 1024 * 1024;

    /** The sentence of docs/operations.md, with the defaults. */
    @Test
    void defaultsFitIntoTheSmallestHeapThatIsPromised() throws Exception {
        ConnectionConfig defaults = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ConnectionConfig.class)
                .build()
                .getConfigMapping(ConnectionConfig.class);
        long sum = HeapSum.of(defaults);
        assertThat(sum).isLessThan(192 * MEBIBYTE);
        String said = "%d MiB + %d × %d KiB + %d × %d MiB = %d MiB"
                .formatted(
                        HeapSum.OWN / MEBIBYTE,
                        defaults.connections(),
                        HeapSum.PER_CONNECTION / 1024,
                        HeapSum.PER_BODY_BYTE,
                        defaults.bodies().asLongValue() / MEBIBYTE,
                        Math.round((double) sum / MEBIBYTE));
        assertThat(Files.readString(Path.of("docs/operations.md")).replaceAll("\\s+", " "))
                .contains(said)
                .contains("`-Xmx192m`");
    }
}
