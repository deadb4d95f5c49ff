package dev.signet.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What is said of every operation alike: where it belongs, who may do it, what every request may carry. */
final class OperationText {
    /** Headers that other parts of the document speak of (OpenAPI 3.1.0 section 4.8.12.1). */
    private static final Set<String> SAID_ELSEWHERE = Set.of("authorization", "content-type", "accept");

    /** Parameters of every list, and their schemas. */
    private static final Map<String, String> PAGING = Map.of("limit", "Limit", "cursor", "Cursor");

    /** What {@code @RolesAllowed} calls everybody who has a token. */
    private static final String ANY_ROLE = "**";

    private OperationText() {}

    /** @param tags those that there are */
    static void complete(String path, Operation operation, Set<String> tags) {
        String tag = segment(path);
        operation.setTags(List.of(tags.contains(tag) ? tag : "log-in"));
        parameters(operation);
        headers(operation);
        access(operation);
    }

    /** Who may do it. */
    static void access(Operation operation) {
        forgetAnyRole(operation);
        List<String> roles = roles(operation);
        if (!roles.isEmpty()) {
            String rule = "Roles: " + String.join(", ", roles) + ".";
            operation.setDescription(Optional.ofNullable(operation.getDescription())
                    .map(more -> rule + " " + more)
                    .orElse(rule));
        }
    }

    /** The first segment that tells anything. */
    private static String segment(String path) {
        String[] segments = path.replaceFirst("^/api/(admin/)?", "").split("/", -1);
        return segments[0].isEmpty() ? segments[1] : segments[0];
    }

    private static void parameters(Operation operation) {
        List<Parameter> own = Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
                .filter(parameter -> !SAID_ELSEWHERE.contains(name(parameter).toLowerCase(Locale.ROOT)))
                .toList();
        own.stream()
                .filter(parameter -> PAGING.containsKey(name(parameter)))
                .forEach(parameter ->
                        parameter.setSchema(OASFactory.createSchema().ref(PAGING.get(name(parameter)))));
        operation.setParameters(own);
        operation.addParameter(OASFactory.createParameter().ref("X-Correlation-Id"));
    }

    /** Also of one that is described elsewhere, by its name. */
    static String name(Parameter parameter) {
        String ref = parameter.getRef();
        return ref == null ? parameter.getName() : ref.substring(ref.lastIndexOf('/') + 1);
    }

    private static void headers(Operation operation) {
        List<String> names = new ArrayList<>(OwnExtension.take(operation, OwnExtension.HEADERS));
        if (operation.getParameters().stream().anyMatch(one -> name(one).equals("Idempotency-Key"))) {
            names.add("Idempotency-Replayed");
        }
        operation.getResponses().getAPIResponses().forEach((status, answer) -> {
            if (status.startsWith("2")) {
                names.forEach(
                        name -> answer.addHeader(name, OASFactory.createHeader().ref(name)));
            }
        });
    }

    private static void forgetAnyRole(Operation operation) {
        if (roles(operation).contains(ANY_ROLE)) {
            operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme("bearer")));
        }
    }

    /** The roles of which one is needed. */
    static List<String> roles(Operation operation) {
        return Optional.ofNullable(operation.getSecurity()).orElse(List.of()).stream()
                .flatMap(requirement -> requirement.getSchemes().values().stream())
                .flatMap(List::stream)
                .toList();
    }
}
