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
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the tables of docs/architecture.md: which floors and rooms there are, and who may use whom. */
class RoomsTest {
    private static final String ROOT = "dev.signet.";

    /** Of floors, and of rooms on one floor. */
    private static final int MOST = 8;

    private static final int FEWEST_FILES = 3;
    private static final int MOST_FILES = 16;

    private static final Floors FLOORS = Floors.read(java.nio.file.Path.of("docs/architecture.md"));

    private static final JavaClasses SIGNET = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.signet");

    @Test
    void tablesSayWhichRoomsThereAre() {
        Set<String> rooms = files().map(RoomsTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(FLOORS.rooms().keySet()).isEqualTo(rooms);
        assertThat(FLOORS.rooms().keySet().stream().map(Floors::floor).collect(Collectors.toSet()))
                .isEqualTo(FLOORS.floors().keySet());
    }

    @Test
    void floorsAndRoomsAreFewAndOfASize() {
        assertThat(FLOORS.floors()).hasSizeLessThanOrEqualTo(MOST);
        FLOORS.floors().keySet().forEach(floor -> assertThat(FLOORS.rooms().keySet())
                .as("rooms of " + floor)
                .filteredOn(room -> Floors.floor(room).equals(floor))
                .hasSizeLessThanOrEqualTo(MOST));
        files().collect(Collectors.groupingBy(RoomsTest::room, TreeMap::new, Collectors.counting()))
                .forEach((room, files) ->
                        assertThat(files).as("files of " + room).isBetween((long) FEWEST_FILES, (long) MOST_FILES));
    }

    @Test
    void arrowsGoDown() {
        assertThat(FLOORS.upward()).isEmpty();
        assertThat(FLOORS.inCircles()).isEmpty();
    }

    @Test
    void roomsUseOnlyWhatTheTablesAllow() {
        FLOORS.rooms().keySet().forEach(room -> noClasses()
                .that(areIn(room))
                .should()
                .dependOnClassesThat(
                        are("in a room that " + room + " may not use", type -> !FLOORS.mayUse(room, room(type))))
                .check(SIGNET));
    }

    @Test
    void tablesAllowNoMoreThanIsUsed() {
        Map<String, Set<String>> unused = new TreeMap<>();
        FLOORS.arrows().forEach((from, to) -> unused.put(from, new TreeSet<>(to)));
        SIGNET.forEach(type -> type.getDirectDependenciesFromSelf().forEach(dependency -> {
            if (isOurs(dependency.getTargetClass())) {
                String from = room(type);
                String to = room(dependency.getTargetClass());
                unused.getOrDefault(from, new TreeSet<>()).remove(to);
                unused.getOrDefault(Floors.floor(from), new TreeSet<>()).remove(Floors.floor(to));
            }
        }));
        unused.values().removeIf(Set::isEmpty);
        assertThat(unused).isEmpty();
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(SIGNET);
    }

    private static java.util.stream.Stream<JavaClass> files() {
        return SIGNET.stream().filter(JavaClass::isTopLevelClass).filter(type -> !type.getSimpleName()
                .equals("package-info"));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    /** As the tables name it: {@code floor/room}, or the floor alone for the room that stands directly on it. */
    private static String room(JavaClass type) {
        return isOurs(type) ? type.getPackageName().substring(ROOT.length()).replace('.', '/') : "";
    }

    private static DescribedPredicate<JavaClass> are(String what, Predicate<JavaClass> test) {
        return DescribedPredicate.describe("are " + what, type -> isOurs(type) && test.test(type));
    }

    private static DescribedPredicate<JavaClass> areIn(String room) {
        return are("in " + room, type -> room(type).equals(room));
    }

    /** As docs/from-jsonwebtoken.md promises to whoever takes this floor alone. */
    @Test
    void jwtAsALibraryNeedsFourOthers() {
        classes()
                .that()
                .resideInAPackage(ROOT + "jwt..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        ROOT + "jwt..",
                        "org.jspecify..",
                        "org.jose4j..",
                        "com.fasterxml.jackson.core..",
                        "io.smallrye.mutiny..",
                        "org.bouncycastle..")
                .check(SIGNET);
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

    /** As docs/architecture.md says of dialects: what lies deeper serves clients of every dialect. */
    @Test
    void onlyEndpointsAnswerWithErrorsOfOAuth() {
        noClasses()
                .that(are(
                        "below the endpoints",
                        type -> !room(type).startsWith("endpoint/")
                                && !room(type).equals("base/protocol")))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(OAuthError.class, OAuthException.class)
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
    void statementsStandInTables() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Table")
                .and()
                .resideOutsideOfPackage(ROOT + "base.database")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jdbi.v3.sqlobject..")
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
