package dev.signet.launch.setup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Starts with a setup file, as far as the file goes: each is what {@link Setup} does with it. */
@ApplicationScoped
public class Starts {
    private final Setup setup;

    Starts(Setup setup) {
        this.setup = setup;
    }

    /** What such a start logs. */
    public List<String> start(String file) {
        return setup.run(SetupDocument.parse(file));
    }

    /** What a dry run prints. */
    public List<String> dryRun(String file) {
        return setup.differences(SetupDocument.parse(file));
    }

    /** A start that stops. */
    public record Stopped(int line, String message) {}

    /** How a start ends that must not succeed. */
    public Stopped stopped(String file) {
        try {
            start(file);
        } catch (SetupMistake e) {
            return new Stopped(e.line(), String.valueOf(e.getMessage()));
        }
        throw new AssertionError("The start did not stop");
    }
}
