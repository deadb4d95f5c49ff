package dev.signet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.signet.audit.AuditLog;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/architecture.md: who may use whom. */
class RoomsTest {
    private static final String ROOT = "dev.signet.";

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("jose", Set.of()),
            Map.entry("jwt", Set.of("jose")),
            Map.entry("oauth", Set.of()),
            Map.entry("database", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("unicode", Set.of()),
            Map.entry("http", Set.of("unicode", "secret", "database")),
            Map.entry("connection", Set.of("http")),
            Map.entry("audit", Set.of("unicode", "oauth", "secret", "http", "database")),
            Map.entry("authority", Set.of("database", "audit")),
            Map.entry("chain", Set.of("authority", "audit", "oauth", "http", "database")),
            Map.entry("material", Set.of("jose", "jwt", "http")),
            Map.entry(
                    "key",
                    Set.of(
                            "jwt",
                            "material",
                            "oauth",
                            "secret",
                            "idempotency",
                            "authority",
                            "http",
                            "database",
                            "audit")),
            Map.entry("password", Set.of("unicode", "oauth", "http")),
            Map.entry("throttle", Set.of("key", "secret", "http", "database")),
            Map.entry("setup", Set.of("unicode", "secret", "http", "database")),
            Map.entry("idempotency", Set.of("authority", "secret", "http", "database")),
            Map.entry(
                    "role",
                    Set.of("unicode", "setup", "idempotency", "authority", "oauth", "http", "database", "audit")),
            Map.entry(
                    "user",
                    Set.of(
                            "unicode",
                            "setup",
                            "idempotency",
                            "authority",
                            "role",
                            "password",
                            "throttle",
                            "oauth",
                            "secret",
                            "http",
                            "database",
                            "audit")),
            Map.entry("revocation", Set.of("oauth", "http", "database")),
            Map.entry(
                    "token",
                    Set.of(
                            "unicode",
                            "jose",
                            "jwt",
                            "key",
                            "revocation",
                            "authority",
                            "oauth",
                            "secret",
                            "http",
                            "audit")),
            Map.entry(
                    "session",
                    Set.of(
                            "unicode",
                            "jwt",
                            "authority",
                            "key",
                            "token",
                            "revocation",
                            "user",
                            "client",
                            "oauth",
                            "secret",
                            "http",
                            "database",
                            "audit")),
            Map.entry("login", Set.of("jwt", "password", "user", "client", "token", "session", "http")),
            Map.entry(
                    "client",
                    Set.of(
                            "unicode",
                            "jwt",
                            "setup",
                            "idempotency",
                            "authority",
                            "key",
                            "token",
                            "role",
                            "revocation",
                            "oauth",
                            "secret",
                            "http",
                            "database",
                            "audit")),
            Map.entry("assertion", Set.of("jwt", "client", "oauth", "secret", "http", "database")),
            Map.entry("account", Set.of("password", "user", "token", "session", "http")),
            Map.entry("grant", Set.of("client", "session", "token", "oauth", "http")),
            Map.entry("introspection", Set.of("jwt", "client", "session", "token", "revocation", "oauth", "audit")),
            Map.entry("discovery", Set.of("jwt", "client", "grant", "oauth")),
            Map.entry("embedded", Set.of("secret")),
            Map.entry("launch", Set.of("jwt", "embedded", "key", "setup", "role", "client", "user", "oauth", "http")));

    private static final JavaClasses SIGNET = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.signet");

    @Test
    void everyRoomIsInTheTable() {
        Set<String> rooms = SIGNET.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void roomsUseOnlyWhatTheTableAllows() {
        MAY_USE.forEach((room, allowed) -> noClasses()
                .that()
                .resideInAPackage(ROOT + room)
                .should()
                .dependOnClassesThat(inAnotherRoomThan(room, allowed))
                .check(SIGNET));
    }

    private static DescribedPredicate<JavaClass> inAnotherRoomThan(String room, Set<String> allowed) {
        return DescribedPredicate.describe("are in a room that " + room + " may not use", type -> {
            if (!type.getPackageName().startsWith(ROOT)) {
                return false;
            }
            String other = type.getPackageName().substring(ROOT.length());
            return !other.equals(room) && !allowed.contains(other);
        });
    }

    /** As docs/from-jsonwebtoken.md promises to whoever takes these two rooms alone; the server's signer is no part of them. */
    @Test
    void jwtAsALibraryNeedsFourOthers() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + "jwt", ROOT + "jose")
                .and()
                .doNotHaveSimpleName("JwtSigner")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        ROOT + "jwt",
                        ROOT + "jose",
                        "org.jspecify..",
                        "org.jose4j..",
                        "com.fasterxml.jackson.core..",
                        "io.smallrye.mutiny..",
                        "org.bouncycastle..")
                .check(SIGNET);
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching(ROOT + "(*)").should().beFreeOfCycles().check(SIGNET);
    }

    @Test
    void httpStaysAtTheDoors() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Resource|Endpoint|Mappers|Answer|AllowedMethods|Filter|ParamConverter).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(SIGNET);
    }

    /** Those that report to the audit trail by themselves would change something without confirming the caller. */
    @Test
    void administrativeChangesAreMadeInOneWay() {
        noClasses()
                .that(DescribedPredicate.describe("are administrative resources", RoomsTest::isAdministrative))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(AuditLog.class)
                .check(SIGNET);
    }

    private static boolean isAdministrative(JavaClass type) {
        return type.tryGetAnnotationOfType(Path.class)
                .map(path -> path.value().startsWith("/api/admin"))
                .orElse(false);
    }

    @Test
    void persistenceStaysInRepositoriesAndEntities() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .areNotAnnotatedWith("jakarta.persistence.Entity")
                .and()
                .resideOutsideOfPackage(ROOT + "database")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "io.quarkus.panache..", "io.quarkus.hibernate.orm..")
                .check(SIGNET);
    }

    @Test
    void configurationStaysInConfigs() {
        classes()
                .that()
                .areAnnotatedWith("io.smallrye.config.ConfigMapping")
                .should()
                .haveSimpleNameEndingWith("Config")
                .check(SIGNET);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(SIGNET);
    }

    @Test
    void onlyOneClassReadsTheClock() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SystemClock")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SIGNET);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|Service)$")
                .check(SIGNET);
    }
}
