package dev.signet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every key is documented, and what is documented is a key. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`signet\\.[^|]*) \\|");
    private static final Pattern KEY = Pattern.compile("`([a-z.-]+)`");

    @Test
    void documentHasEveryKeyAndNoOther() throws IOException {
        assertThat(documented()).isEqualTo(keys());
    }

    private static Set<String> keys() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.signet").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)).keySet().stream())
                        // which stands for the items of a list
                        .filter(key -> !key.endsWith("[*]"))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A key that begins with a dot has the beginning of the one before it. */
    private static Set<String> documented() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            String before = "";
            for (Matcher key = KEY.matcher(row.find() ? row.group(1) : ""); key.find(); ) {
                String name = key.group(1);
                before = name.startsWith(".") ? before.replaceFirst("\\.[^.]*$", "") + name : name;
                keys.add(before);
            }
        }
        return keys;
    }
}
