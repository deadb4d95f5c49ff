package dev.signet.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/** What records say of their members and SmallRye does not read: which are always there, which may be null, how long texts are. */
final class RecordSchemas {
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName JSON_INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName UNWRAPPED = DotName.createSimple("com.fasterxml.jackson.annotation.JsonUnwrapped");

    private final IndexView index;
    private final Bounds bounds;

    RecordSchemas(IndexView index) {
        this.index = index;
        this.bounds = new Bounds(index);
    }

    void complete(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                recordOf(name, schema).ifPresent(type -> complete(schema, type));
            }
        });
    }

    /** The record of a schema; several have the same simple name. */
    private Optional<ClassInfo> recordOf(String schemaName, Schema schema) {
        List<ClassInfo> candidates = index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && isOf(schemaName, type))
                .filter(type -> schema.getProperties().keySet().containsAll(members(type)))
                .sorted(Comparator.comparing(ClassInfo::name))
                .toList();
        return candidates.stream()
                .filter(type -> type.hasDeclaredAnnotation(SCHEMA))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    /** Of a generic type there is a schema for each of its uses, whose names begin with the type's. */
    private static boolean isOf(String schemaName, ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        if (schema != null && schema.value("name") != null) {
            return schemaName.equals(schema.value("name").asString());
        }
        return type.typeParameters().isEmpty()
                ? schemaName.equals(type.simpleName())
                : schemaName.startsWith(type.simpleName());
    }

    /** As fields: those have all annotations, components only those that are meant for them. */
    private static List<FieldInfo> components(ClassInfo type) {
        return type.recordComponents().stream()
                .map(component -> type.field(component.name()))
                .toList();
    }

    private static List<String> members(ClassInfo type) {
        return components(type).stream()
                .filter(component -> !component.hasAnnotation(UNWRAPPED))
                .map(RecordSchemas::name)
                .toList();
    }

    private static String name(FieldInfo component) {
        AnnotationInstance named = component.annotation(JSON_PROPERTY);
        return named == null ? component.name() : named.value().asString();
    }

    private void complete(Schema schema, ClassInfo type) {
        TreeSet<String> required = new TreeSet<>();
        for (FieldInfo component : components(type)) {
            if (component.hasAnnotation(UNWRAPPED)) {
                complete(schema, index.getClassByName(component.type().name()));
                required.addAll(schema.getRequired());
            } else {
                complete(schema, type, component, required);
            }
        }
        schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
    }

    private void complete(Schema schema, ClassInfo type, FieldInfo component, Set<String> required) {
        String name = name(component);
        Schema member = schema.getProperties().get(name);
        if (member == null) {
            return;
        }
        bounds.add(member, component.declaredAnnotations(), component.type());
        if (!component.type().hasAnnotation(NULLABLE)) {
            required.add(name);
        } else if (!type.hasDeclaredAnnotation(JSON_INCLUDE) && !component.hasAnnotation(JSON_INCLUDE)) {
            schema.addProperty(name, orNull(member));
        }
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(schema, OASFactory.createSchema().addType(Schema.SchemaType.NULL)));
        }
        if (schema.getType() != null) {
            schema.addType(Schema.SchemaType.NULL);
            // any members, which goes without saying; beside two types, tools such as Specmatic do not read it
            schema.setAdditionalPropertiesSchema(null);
        }
        return schema;
    }
}
