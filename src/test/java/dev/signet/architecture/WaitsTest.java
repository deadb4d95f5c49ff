package dev.signet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * Each test that does something beside itself says in which thread, and none waits in a way that nothing ends: JUnit interrupts a
 * test that takes too long (see {@code pom.xml}), so the ways that cannot be interrupted are not used.
 */
class WaitsTest {
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.signet");

    @Test
    void noTestUsesThePoolThatAllShare() {
        noClasses()
                .should()
                .callMethodWhere(named("java.util.concurrent.ForkJoinPool", Set.of("commonPool"))
                        .or(named("java.util.Collection", Set.of("parallelStream")))
                        .or(named("java.util.stream.", Set.of("parallel")))
                        .or(withoutExecutor()))
                .check(TESTS);
    }

    @Test
    void noTestWaitsForEver() {
        noClasses()
                .should()
                .callMethodWhere(named("java.util.concurrent.CompletableFuture", Set.of("join"))
                        .or(named("java.lang.Thread", Set.of("onSpinWait", "yield"))))
                .check(TESTS);
    }

    private static DescribedPredicate<JavaMethodCall> named(String owner, Set<String> names) {
        return DescribedPredicate.describe(
                owner + names,
                call -> call.getTargetOwner().getName().startsWith(owner)
                        && names.contains(call.getTarget().getName()));
    }

    private static DescribedPredicate<JavaMethodCall> withoutExecutor() {
        return DescribedPredicate.describe(
                "asynchronous without an executor",
                call -> call.getTargetOwner().getName().equals("java.util.concurrent.CompletableFuture")
                        && call.getTarget().getName().endsWith("Async")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Executor.class)));
    }
}
