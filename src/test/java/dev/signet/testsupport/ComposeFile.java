package dev.signet.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A compose file, as JSON, with the variables of the host put in. */
public final class ComposeFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:\\?[^}]+)?}");

    private final Path file;
    private final JsonNode json;

    public ComposeFile(Path file) {
        this.file = file;
        try {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            this.json = new ObjectMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode json() {
        return json;
    }

    public JsonNode service(String name) {
        return json.required("services").required(name);
    }

    /** What the service is given, where the host has these variables; one that it lacks fails, as with Compose. */
    public Map<String, String> environment(String service, Map<String, String> host) {
        Map<String, String> environment = new LinkedHashMap<>();
        service(service).required("environment").properties().forEach(entry -> {
            String value = VARIABLE.matcher(entry.getValue().asText())
                    .replaceAll(match -> Matcher.quoteReplacement(value(host, match.group(1))));
            if (value.contains("$")) {
                throw new AssertionError("not known here: " + entry.getKey() + ": " + value);
            }
            environment.put(entry.getKey(), value);
        });
        return environment;
    }

    private static String value(Map<String, String> host, String variable) {
        String value = host.get(variable);
        if (value == null) {
            throw new AssertionError("no " + variable);
        }
        return value;
    }

    /** A path in it is relative to the folder of the file. */
    public Path path(String text) {
        return file.resolveSibling(text).normalize();
    }
}
