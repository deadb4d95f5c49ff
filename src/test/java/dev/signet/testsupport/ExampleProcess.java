package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An application out of {@code src/test/example}, which knows Signet by its address only: built from its own {@code pom.xml}, as
 * whoever copies it would, and run as a process of its own.
 */
public final class ExampleProcess implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final int port = SignetProcess.freePort();
    private Process process;

    private ExampleProcess(Path folder) {
        this.folder = folder;
        set("QUARKUS_HTTP_PORT", Integer.toString(port));
    }

    /** Builds it, in a copy below {@code target}. */
    public static ExampleProcess build(String name) {
        ExampleBuild build = new ExampleBuild(name)
                .maven("-Dmaven.repo.local=" + ExampleBuild.REPOSITORY, "-Dmaven.test.skip", "package");
        return new ExampleProcess(build.folder());
    }

    public ExampleProcess set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts it and waits until it answers. */
    public ExampleProcess start() {
        process = OwnProcess.java(folder.resolve("target/quarkus-app/quarkus-run.jar"), folder, environment);
        SignetProcess.await(() -> answers() || !process.isAlive());
        assertThat(process.isAlive()).as(() -> read(folder.resolve("stdout"))).isTrue();
        return this;
    }

    private boolean answers() {
        try {
            return http().get("/").statusCode() > 0;
        } catch (Exception e) {
            return false;
        }
    }

    public RequestSpecification http() {
        return RestAssured.given().baseUri("http://127.0.0.1").port(port);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** It can be started again, with other settings. */
    public void stop() {
        if (process != null) {
            process.destroy();
            try {
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
