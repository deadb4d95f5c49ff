package dev.signet.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes that work in a folder, and leave their output there too, as {@code stdout} and {@code stderr}. */
final class OwnProcess {
    private OwnProcess() {}

    /** A packaged application, with the environment of the tests and what is said. */
    static Process java(Path application, Path folder, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // it lives for seconds: compiling well what it does would take longer than doing it
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", application.toString()));
        ProcessBuilder builder = builder(command, folder);
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGNET_") || name.startsWith("QUARKUS_"));
        return start(builder, environment);
    }

    /** Any command, with no other environment than what is said. */
    static Process of(List<String> command, Path folder, Map<String, String> environment) {
        ProcessBuilder builder = builder(command, folder);
        builder.environment().clear();
        return start(builder, environment);
    }

    private static ProcessBuilder builder(List<String> command, Path folder) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
    }

    private static Process start(ProcessBuilder builder, Map<String, String> environment) {
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
