package dev.signet.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What members and parameters of a name are wherever they stand, by {@code x-members}: it adds what nothing else says. */
final class Members {
    private static final String DESCRIPTION = "description";

    private final Map<String, Map<String, Object>> known;

    /** @param known facets of schemas, by the name of the member; {@code *} stands for any beginning, {@code []} for items */
    Members(Map<String, Map<String, Object>> known) {
        this.known = known;
    }

    void complete(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> complete(name, schema));
    }

    void complete(Operation operation) {
        for (Parameter parameter : operation.getParameters()) {
            complete(OperationText.name(parameter), parameter.getSchema());
            if (parameter.getRef() == null && parameter.getDescription() == null) {
                facets(parameter.getName())
                        .ifPresent(facets -> parameter.setDescription((String) facets.get(DESCRIPTION)));
            }
        }
    }

    private void complete(String name, @Nullable Schema schema) {
        if (schema == null || schema.getRef() != null) {
            return;
        }
        facets(name).ifPresent(facets -> add(schema, facets));
        complete(name + "[]", schema.getItems());
        Optional.ofNullable(schema.getProperties()).ifPresent(this::complete);
        for (List<Schema> parts : List.of(or(schema.getAllOf()), or(schema.getAnyOf()), or(schema.getOneOf()))) {
            parts.forEach(part -> complete(name, part));
        }
    }

    private static List<Schema> or(@Nullable List<Schema> parts) {
        return parts == null ? List.of() : parts;
    }

    private Optional<Map<String, Object>> facets(String name) {
        return Optional.ofNullable(known.get(name)).or(() -> known.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("*")
                        && name.endsWith(entry.getKey().substring(1)))
                .map(Map.Entry::getValue)
                .findFirst());
    }

    private static void add(Schema schema, Map<String, Object> facets) {
        if (is(schema, Schema.SchemaType.STRING) && schema.getEnumeration() == null) {
            addText(schema, facets);
        }
        if (is(schema, Schema.SchemaType.ARRAY) && schema.getMaxItems() == null) {
            schema.setMaxItems((Integer) facets.get("maxItems"));
        }
        if (is(schema, Schema.SchemaType.INTEGER) && schema.getMinimum() == null && facets.containsKey("minimum")) {
            schema.setMinimum(new BigDecimal(facets.get("minimum").toString()));
        }
        if (schema.getDescription() == null) {
            schema.setDescription((String) facets.get(DESCRIPTION));
        }
    }

    private static void addText(Schema schema, Map<String, Object> facets) {
        if (schema.getMinLength() == null) {
            schema.setMinLength((Integer) facets.get("minLength"));
        }
        if (schema.getMaxLength() == null) {
            schema.setMaxLength((Integer) facets.get("maxLength"));
        }
        if (schema.getPattern() == null) {
            schema.setPattern((String) facets.get("pattern"));
        }
        if (schema.getFormat() == null) {
            schema.setFormat((String) facets.get("format"));
        }
    }

    private static boolean is(Schema schema, Schema.SchemaType type) {
        return schema.getType() != null && schema.getType().contains(type);
    }
}
