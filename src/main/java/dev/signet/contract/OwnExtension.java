package dev.signet.contract;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** Lists that {@code META-INF/openapi.yaml} has for us: they end where they were read. */
final class OwnExtension {
    /** The codes of problems that the shape does not imply; with a hyphen before it, one that it implies and that is not. */
    static final String PROBLEMS = "x-problems";

    /** The headers of what it answers when all is well. */
    static final String HEADERS = "x-headers";

    /** The examples of that, where they are not those of its schema. */
    static final String EXAMPLES = "x-examples";

    /** See {@link Members}. */
    static final String MEMBERS = "x-members";

    /** What an operation is called, by its method and path. */
    static final String OPERATION_IDS = "x-operation-ids";

    private OwnExtension() {}

    /** Of the document as a whole. */
    @SuppressWarnings("unchecked")
    static <V> Map<String, V> take(OpenAPI api, String name) {
        Object value = requireNonNull(api.getExtensions().get(name));
        api.removeExtension(name);
        return (Map<String, V>) value;
    }

    static List<String> take(Operation operation, String name) {
        Object value = operation.getExtensions() == null
                ? null
                : operation.getExtensions().get(name);
        operation.removeExtension(name);
        return value instanceof Collection<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
