package dev.signet.launch.settings;

import dev.signet.launch.postgres.StartRefused;
import io.quarkus.runtime.configuration.AbstractConfigBuilder;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads the whole configuration as Quarkus is going to, so that a mistake in it is told before anything is started: Quarkus itself reads
 * it when the database is there and all that libraries do at first is done.
 */
public final class ConfigurationCheck {
    private static final Logger LOG = Logger.getLogger(ConfigurationCheck.class);

    /** It tells its version. Held, or its level would be lost. */
    private static final java.util.logging.Logger VALIDATOR_LOG =
            java.util.logging.Logger.getLogger("org.hibernate.validator");

    /** Made by Quarkus with the application: every source and every key. Not there while it is developed. */
    private static final String QUARKUS_CONFIG = "io.quarkus.runtime.generated.RunTimeConfig";

    private static final String PREFIX = "signet.";
    private static final String VARIABLE_PREFIX = "SIGNET_";
    private static final String CODE = "SRCFG\\d+: ";
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in (.+) does not map to any root");
    private static final Pattern UNREADABLE =
            Pattern.compile("The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being"
                    + " converted (.*)");

    private static final Pattern BROKEN = Pattern.compile("(\\S+) must .+");

    /** Names of keys whose values are never shown. */
    private static final Pattern SECRET = Pattern.compile("(password|secret|key|url)$");

    private ConfigurationCheck() {}

    /**
     * Checks what is configured for Signet.
     *
     * @throws StartRefused with one line for each key that does not exist, and each value that cannot be
     */
    public static void run() {
        VALIDATOR_LOG.setLevel(Level.WARNING);
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        try {
            AbstractConfigBuilder.withCustomizer(builder, QUARKUS_CONFIG);
        } catch (RuntimeException developed) {
            return;
        }
        // What a try-out is given later: others refer to it.
        builder.withDefaultValue(LaunchSettings.JDBC_URL, "jdbc:postgresql:signet");
        try {
            builder.build();
        } catch (ConfigValidationException e) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < e.getProblemCount(); i++) {
                lines.add(line(e.getProblem(i).getMessage(), keys(builder), LaunchSettings::found));
            }
            throw new StartRefused(lines);
        }
        // Others may have reasons of their own for a name that begins like ours, so it does not stop the start.
        unknownVariables(System.getenv(), keys(builder)).forEach(LOG::warn);
    }

    /** All of ours; known once it was built, or has failed to. */
    private static Set<String> keys(SmallRyeConfigBuilder builder) {
        return builder.getMappingsBuilder().getMappings().stream()
                .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream())
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One reason of SmallRye's, in words that name the key, the place and what is expected. */
    static String line(String problem, Set<String> known, Function<String, ConfigValue> found) {
        String text = problem.replaceFirst("^[\\w.$]+(Exception|Error): ", "").replaceAll(CODE, "");
        Matcher unknown = UNKNOWN.matcher(text);
        if (unknown.matches()) {
            return unknown.group(1) + " (" + place(unknown.group(2)) + ") is an unknown key: "
                    + advice(unknown.group(1), known);
        }
        Matcher unreadable = UNREADABLE.matcher(text);
        if (unreadable.matches()) {
            String reason = unreadable.group(3);
            String example = reason.contains("duration") ? "; a duration is such as 10S or PT10M" : "";
            return unreadable.group(1) + place(found.apply(unreadable.group(1))) + " is \"" + unreadable.group(2)
                    + "\", which cannot be read: " + reason + example;
        }
        Matcher broken = BROKEN.matcher(text);
        return broken.matches() ? outOfBounds(found.apply(broken.group(1)), text) : text;
    }

    private static String outOfBounds(ConfigValue found, String text) {
        return found.getValue() == null || SECRET.matcher(found.getName()).find()
                ? text
                : found.getName() + place(found) + " is \"" + found.getValue() + "\", and"
                        + text.substring(found.getName().length());
    }

    /** Defaults have none. */
    private static String place(ConfigValue found) {
        String source = found.getConfigSourceName();
        return source == null || source.startsWith("Default") ? "" : " (" + place(source) + ")";
    }

    private static String place(String source) {
        if (source.startsWith("SysProp")) {
            return "a system property, -D";
        }
        return source.startsWith("Env") ? "the environment" : source;
    }

    private static String advice(String key, Set<String> known) {
        return known.stream()
                .filter(other -> KeySuggestion.isClose(key, other))
                .findFirst()
                .map(other -> "is " + other + " meant?")
                .orElse("docs/configuration.md has them all");
    }

    /** A line for each environment variable that begins like a key of Signet and fits none. */
    static List<String> unknownVariables(Map<String, String> environment, Set<String> keys) {
        Set<String> fitting =
                keys.stream().map(ConfigurationCheck::variable).collect(Collectors.toCollection(TreeSet::new));
        return environment.keySet().stream()
                .filter(name -> name.startsWith(VARIABLE_PREFIX) && !fitting.contains(name))
                .sorted()
                .map(name ->
                        "The environment variable " + name + " fits no key and has no effect: " + advice(name, fitting))
                .toList();
    }

    /** As the environment spells a key. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
