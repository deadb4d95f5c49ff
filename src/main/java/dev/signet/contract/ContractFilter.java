package dev.signet.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.IndexView;

/** Completes the document when the application is built, so that serving it costs nothing. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ContractFilter implements OASFilter {
    private final IndexView index;

    /** As Quarkus makes it. */
    public ContractFilter(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        new RecordSchemas(index).complete(schemas);
        ResourceMethods methods = new ResourceMethods(index);
        Set<String> tags = api.getTags().stream().map(Tag::getName).collect(Collectors.toSet());
        Examples examples = new Examples(api.getComponents().getExamples().keySet());
        ProblemAnswers problems = new ProblemAnswers(api, examples);
        Members members = new Members(OwnExtension.take(api, OwnExtension.MEMBERS));
        Map<String, String> ids = OwnExtension.take(api, OwnExtension.OPERATION_IDS);
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> {
                    methods.complete(operation);
                    RequestBodies.complete(operation, schemas);
                    OperationText.complete(path, operation, tags);
                    members.complete(operation);
                    problems.complete(path, operation);
                    operation.setOperationId(ids.get(method + " " + path));
                    examples.add(operation);
                }));
        api.getComponents().getResponses().values().forEach(examples::add);
        members.complete(schemas);
        // by name, whatever the order in which they were found
        api.getComponents().setSchemas(new TreeMap<>(schemas));
        api.getComponents().setResponses(new TreeMap<>(api.getComponents().getResponses()));
    }
}
