package dev.signet.contract;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Examples stand wherever the schema or the problem of their name does, unless an operation names those of what it answers when
 * all is well.
 */
final class Examples {
    private final Set<String> names;

    Examples(Set<String> names) {
        this.names = names;
    }

    void add(Operation operation) {
        if (operation.getRequestBody() != null) {
            add(operation.getRequestBody().getContent());
            addVersion(operation);
        }
        List<String> own = OwnExtension.take(operation, OwnExtension.EXAMPLES);
        operation.getResponses().getAPIResponses().forEach((status, answer) -> {
            if (own.isEmpty() || !status.startsWith("2")) {
                add(answer);
            } else {
                answer.getContent().getMediaTypes().values().forEach(body -> own.forEach(name -> add(body, name)));
            }
        });
    }

    /** An example of a change is whole only with a version where that must be sent: the name is what tools put them together by. */
    private static void addVersion(Operation operation) {
        Example any = OASFactory.createExample().value("*");
        operation.getRequestBody().getContent().getMediaTypes().values().stream()
                .filter(body -> body.getExamples() != null)
                .flatMap(body -> body.getExamples().keySet().stream())
                .forEach(name -> operation.getParameters().stream()
                        .filter(parameter -> "If-Match".equals(parameter.getName()) && parameter.getRequired())
                        .forEach(parameter -> parameter.addExample(name, any)));
    }

    void add(APIResponse answer) {
        add(answer.getContent());
    }

    private void add(@Nullable Content content) {
        if (content != null) {
            content.getMediaTypes().values().forEach(this::addOfSchema);
        }
    }

    private void addOfSchema(MediaType body) {
        String ref = body.getSchema() == null ? null : body.getSchema().getRef();
        if (ref != null) {
            add(body, ref.substring(ref.lastIndexOf('/') + 1));
        }
    }

    /** The one of that name, where there is one. */
    void add(MediaType body, String name) {
        if (names.contains(name)) {
            body.addExample(name, OASFactory.createExample().ref(name));
        }
    }
}
