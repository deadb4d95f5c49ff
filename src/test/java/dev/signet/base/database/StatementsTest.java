package dev.signet.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Every statement fits the schema: PostgreSQL prepares it, and so knows each table, column, function and type of it. */
@QuarkusTest
@NullUnmarked
class StatementsTest {
    @Inject
    AgroalDataSource database;

    @Test
    void databaseKnowsWhateverAStatementNames() throws SQLException {
        List<String> wrong = new ArrayList<>();
        List<Method> methods = methods();
        try (Connection connection = database.getConnection()) {
            for (Method method : methods) {
                try (var statement = connection.prepareStatement(parsed(method).getSql())) {
                    statement.getParameterMetaData();
                } catch (SQLException e) {
                    wrong.add(method + ": " + e.getMessage());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(methods).hasSizeGreaterThan(50);
    }

    @Test
    void everyParameterIsGivenAValue() {
        List<String> wrong = new ArrayList<>();
        for (Method method : methods()) {
            Set<String> given = new TreeSet<>();
            for (Parameter parameter : method.getParameters()) {
                given.add(parameter.getName());
                if (parameter.isAnnotationPresent(BindMethods.class)) {
                    // Jdbi asks no method of a class that it cannot see
                    assertThat(Modifier.isPublic(parameter.getType().getModifiers()))
                            .as(parameter.getType().getName())
                            .isTrue();
                    Arrays.stream(parameter.getType().getMethods()).forEach(value -> given.add(value.getName()));
                }
            }
            Set<String> wanted = new TreeSet<>(parsed(method).getParameters().getParameterNames());
            wanted.removeAll(given);
            if (!wanted.isEmpty()) {
                wrong.add(method + ": " + wanted);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Method> methods() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.signet").stream()
                        .filter(JavaClass::isInterface)
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                        .filter(method -> sql(method).isPresent())
                        .toList();
    }

    private static ParsedSql parsed(Method method) {
        return new ColonPrefixSqlParser().parse(sql(method).orElseThrow().replace("<conditions>", "true"), null);
    }

    private static Optional<String> sql(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation instanceof SqlQuery query
                        ? query.value()
                        : annotation instanceof SqlUpdate update ? update.value() : "")
                .filter(sql -> !sql.isEmpty())
                .findAny();
    }
}
