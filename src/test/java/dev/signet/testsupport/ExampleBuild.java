package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An example out of {@code src/test/example}, which Maven builds from its own {@code pom.xml}, as whoever copies it would. */
public final class ExampleBuild {
    /** Of the build that is tested; nothing is installed into it. */
    public static final Path REPOSITORY = Path.of(System.getProperty("localRepository"));

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final Path folder;

    /** Copies it below {@code target}. */
    public ExampleBuild(String name) {
        folder = ROOT.resolve("target/example").resolve(name);
        try {
            copy(ROOT.resolve("src/test/example").resolve(name), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Where the copy is. */
    public Path folder() {
        return folder;
    }

    /** Runs Maven there, which is told its local repository too. */
    public ExampleBuild maven(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("mvnw").toString(), "--batch-mode"));
        command.addAll(List.of(arguments));
        run(Map.of(), command);
        return this;
    }

    /** Runs a command there, which must succeed, and gives what it printed. */
    public String run(Map<String, String> environment, List<String> command) {
        Path log = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(10, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String output = Files.readString(log);
            assertThat(ended).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
