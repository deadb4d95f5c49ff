package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.ExampleBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plain Java program has one dependency, {@code dev.signet:signet-jwt}: docs/from-jsonwebtoken.md. */
class JwtWithoutTheServerIT {
    private static final Path ROOT = Path.of("").toAbsolutePath();

    /** Holds the library alone; all else is found in the repository of the build that is tested. */
    private static final Path INSTALLED = ROOT.resolve("target/example/repository");

    private static final String LOGIN = "src/test/example/library/src/main/java/example/Login.java";

    private static final ExampleBuild PROGRAM = new ExampleBuild("library");

    /** By its place in a repository, as in {@code org/jspecify/jspecify/1.0.0/jspecify-1.0.0.jar}. */
    private static List<String> needed;

    @BeforeAll
    static void build() throws IOException {
        String head = "-Dmaven.repo.local=" + INSTALLED;
        String tail = "-Dmaven.repo.local.tail=" + ExampleBuild.REPOSITORY;
        PROGRAM.maven(head, tail, "--file", ROOT.resolve("jwt/pom.xml").toString(), "install")
                .maven(head, tail, "package");
        try (JarFile jar = new JarFile(program().toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
            needed = List.of(classPath.split(" "));
        }
    }

    @Test
    void programOfTheDocumentationSignsAndVerifies() throws IOException {
        assertThat(run("example.Login")).isEqualTo("bar");
        String shown = Files.readString(Path.of(LOGIN)).replaceFirst("package example;\n+", "");
        assertThat(Files.readString(Path.of("docs/from-jsonwebtoken.md"))).contains("```java\n" + shown + "```\n");
    }

    @Test
    void keyPairsOfEachKindSignAndVerifyAsynchronously() {
        String subjects = JwsAlgorithm.RING.stream().map(JwsAlgorithm::alg).collect(Collectors.joining("\n"));
        assertThat(run("example.KeyPairs")).isEqualTo(subjects);
    }

    /** But that of the logging, which whoever logs chooses, in the versions with which the server is tested. */
    @Test
    void nothingElseIsNeededThanWhatTheServerHas() {
        String server = System.getProperty("java.class.path").replace('\\', '/');
        assertThat(needed)
                .hasSizeLessThan(10)
                .filteredOn(library -> !library.startsWith("dev/signet/") && !library.startsWith("org/slf4j/"))
                .allSatisfy(library -> assertThat(server).contains("/" + library));
        assertThat(needed).noneMatch(library -> library.contains("quarkus"));
    }

    @Test
    void sourcesComeWithIt() throws IOException {
        Path jar = INSTALLED.resolve("dev/signet/signet-jwt/0.1.0-SNAPSHOT/signet-jwt-0.1.0-SNAPSHOT-sources.jar");
        try (JarFile sources = new JarFile(jar.toFile())) {
            assertThat(sources.getEntry("dev/signet/jwt/JsonWebTokens.java")).isNotNull();
        }
    }

    private static String run(String program) {
        String classPath = Stream.concat(Stream.of(program()), needed.stream().map(JwtWithoutTheServerIT::file))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        String java = ProcessHandle.current().info().command().orElse("java");
        String output = PROGRAM.run(
                Map.of("SECRET", "a secret for trying things out, of 32 bytes and more"),
                List.of(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, program));
        return Arrays.stream(output.split("\n"))
                .filter(line -> !line.startsWith("SLF4J: "))
                .collect(Collectors.joining("\n"));
    }

    private static Path program() {
        return PROGRAM.folder().resolve("target/library-1.0.jar");
    }

    private static Path file(String library) {
        Path installed = INSTALLED.resolve(library);
        return Files.exists(installed) ? installed : ExampleBuild.REPOSITORY.resolve(library);
    }
}
