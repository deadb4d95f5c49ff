package dev.signet.contract;

import dev.signet.http.Text;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** The bounds of texts, which SmallRye reads of Jakarta's own constraints only. */
final class Bounds {
    private static final DotName TEXT = DotName.createSimple(Text.class);

    private final IndexView index;

    Bounds(IndexView index) {
        this.index = index;
    }

    /** Adds to the schema of a value what its constraints say, and those of what it holds. */
    void add(Schema schema, Collection<AnnotationInstance> constraints, Type type) {
        text(constraints).or(() -> text(type.annotations())).ifPresent(text -> {
            schema.setMinLength(text.valueWithDefault(index, "min").asInt());
            schema.setMaxLength(text.valueWithDefault(index, "max").asInt());
        });
        jsonPattern(schema);
        Schema items = schema.getItems();
        if (items != null && type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            add(items, List.of(), type.asParameterizedType().arguments().get(0));
        }
    }

    /** The constraint, also where it stands on another constraint, as on {@code @NewPassword}. */
    private Optional<AnnotationInstance> text(Collection<AnnotationInstance> constraints) {
        return constraints.stream()
                .map(constraint -> constraint.name().equals(TEXT) ? constraint : onConstraint(constraint.name()))
                .flatMap(found -> Optional.ofNullable(found).stream())
                .findFirst();
    }

    private @Nullable AnnotationInstance onConstraint(DotName constraint) {
        ClassInfo declaration = index.getClassByName(constraint);
        return declaration == null ? null : declaration.declaredAnnotation(TEXT);
    }

    /** In Java a pattern is of the whole text, in JSON Schema of any part of it; and a choice of words is an enumeration. */
    private static void jsonPattern(Schema schema) {
        String pattern = schema.getPattern();
        if (pattern == null || pattern.startsWith("^")) {
            return;
        }
        if (pattern.matches("-?\\w+(\\|-?\\w+)+")) {
            schema.setPattern(null);
            schema.setEnumeration(Arrays.asList((Object[]) pattern.split("\\|", -1)));
        } else {
            schema.setPattern("^(" + pattern.replace("(?U)", "") + ")$");
        }
    }
}
