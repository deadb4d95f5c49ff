package dev.signet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in docs/own-resources.md is that of the example, which is built and tested. */
class OwnResourcesTest {
    private static final Pattern FILE =
            Pattern.compile("`(src/test/\\S+)`[^\\n]*\\n\\n```(?:java|sql)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void documentShowsTheExampleAsItIs() throws IOException {
        List<String> shown = new ArrayList<>();
        var files = FILE.matcher(Files.readString(Path.of("docs/own-resources.md")));
        while (files.find()) {
            shown.add(files.group(1));
            assertThat(files.group(2)).as(files.group(1)).isEqualTo(Files.readString(Path.of(files.group(1))));
        }
        assertThat(shown).hasSize(4);
    }
}
