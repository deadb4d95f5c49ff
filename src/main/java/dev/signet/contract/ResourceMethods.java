package dev.signet.contract;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

/** What the methods of resources say of operations and SmallRye does not read: the status of success, and how long texts are. */
final class ResourceMethods {
    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName QUERY_PARAM = DotName.createSimple("jakarta.ws.rs.QueryParam");
    private static final DotName BEAN_PARAM = DotName.createSimple("jakarta.ws.rs.BeanParam");
    private static final DotName RESPONSE_STATUS = DotName.createSimple("org.jboss.resteasy.reactive.ResponseStatus");

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");

    private final IndexView index;
    private final Bounds bounds;

    ResourceMethods(IndexView index) {
        this.index = index;
        this.bounds = new Bounds(index);
    }

    /** The operation's id names its method, and is dropped: names of classes are no contract. */
    void complete(Operation operation) {
        String[] names = operation.getOperationId().split("_", 2);
        operation.setOperationId(null);
        methods(names[0], names[1]).forEach(method -> {
            status(method).ifPresent(status -> successIs(status, operation.getResponses()));
            method.parameters().forEach(parameter -> {
                bounds(parameter, operation);
                body(parameter, operation);
            });
        });
    }

    private List<MethodInfo> methods(String simpleName, String method) {
        return index.getAnnotations(PATH).stream()
                .filter(path -> path.target().kind() == AnnotationTarget.Kind.CLASS)
                .map(path -> path.target().asClass())
                .filter(type -> type.simpleName().equals(simpleName))
                .flatMap(type -> type.methods().stream())
                .filter(candidate -> candidate.name().equals(method))
                .toList();
    }

    private static Optional<String> status(MethodInfo method) {
        AnnotationInstance status = method.annotation(RESPONSE_STATUS);
        if (status != null) {
            return Optional.of(status.value().asString());
        }
        return method.returnType().kind() == Type.Kind.VOID ? Optional.of("204") : Optional.empty();
    }

    private static void successIs(String status, APIResponses responses) {
        for (String other : List.of("200", "201", "204")) {
            APIResponse found = responses.getAPIResponse(other);
            if (found != null && !other.equals(status)) {
                responses.removeAPIResponse(other);
                String description = status.equals("204") ? "No Content" : status.equals("201") ? "Created" : "OK";
                responses.addAPIResponse(status, found.description(description));
                if (status.equals("204")) {
                    found.setContent(null);
                }
            }
        }
    }

    /** What is not annotated by Jakarta REST is the body. */
    private static void body(MethodParameterInfo parameter, Operation operation) {
        if (parameter.annotations().stream()
                .noneMatch(any -> any.name().toString().startsWith("jakarta.ws.rs."))) {
            operation.getRequestBody().setRequired(!parameter.type().hasAnnotation(NULLABLE));
        }
    }

    private void bounds(MethodParameterInfo parameter, Operation operation) {
        if (parameter.hasAnnotation(QUERY_PARAM)) {
            bounds(parameter.annotation(QUERY_PARAM), parameter.declaredAnnotations(), parameter.type(), operation);
        } else if (parameter.hasAnnotation(BEAN_PARAM)) {
            ClassInfo bean = index.getClassByName(parameter.type().name());
            for (FieldInfo field : bean.fields()) {
                if (field.hasAnnotation(QUERY_PARAM)) {
                    bounds(field.annotation(QUERY_PARAM), field.declaredAnnotations(), field.type(), operation);
                }
            }
        }
    }

    private void bounds(
            AnnotationInstance query, List<AnnotationInstance> constraints, Type type, Operation operation) {
        operation.getParameters().stream()
                .filter(parameter -> query.value().asString().equals(parameter.getName()))
                .filter(parameter -> parameter.getSchema() != null)
                .forEach(parameter -> bounds.add(parameter.getSchema(), constraints, type));
    }
}
