package dev.signet.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/**
 * Completes the document when the application is built, so that serving it costs nothing. What resources of other packages say of
 * themselves stays as it is; added are who may call them, and the problems that Signet answers for them.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ContractFilter implements OASFilter {
    private static final String OURS = "dev.signet.";

    private final IndexView index;

    /** As Quarkus makes it. */
    public ContractFilter(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Map<String, Schema> own = ownSchemas(schemas);
        new RecordSchemas(index).complete(own);
        ResourceMethods methods = new ResourceMethods(index);
        Set<String> tags = api.getTags().stream().map(Tag::getName).collect(Collectors.toSet());
        Examples examples = new Examples(api.getComponents().getExamples().keySet());
        ProblemAnswers problems = new ProblemAnswers(api, examples);
        Members members = new Members(OwnExtension.take(api, OwnExtension.MEMBERS));
        Map<String, String> ids = OwnExtension.take(api, OwnExtension.OPERATION_IDS);
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> {
                    String id = ids.get(method + " " + path);
                    if (id == null) {
                        OperationText.access(operation);
                        problems.completeOfOthers(path, operation);
                        return;
                    }
                    methods.complete(operation);
                    RequestBodies.complete(operation, schemas);
                    OperationText.complete(path, operation, tags);
                    members.complete(operation);
                    problems.complete(path, operation);
                    operation.setOperationId(id);
                    examples.add(operation);
                }));
        api.getComponents().getResponses().values().forEach(examples::add);
        members.complete(own);
        // by name, whatever the order in which they were found
        api.getComponents().setSchemas(new TreeMap<>(schemas));
        api.getComponents().setResponses(new TreeMap<>(api.getComponents().getResponses()));
    }

    /** Without those of classes of other applications, whose members may have our names and mean something else. */
    private Map<String, Schema> ownSchemas(Map<String, Schema> schemas) {
        Set<String> others =
                classes(type -> !isOurs(type) && !type.name().toString().startsWith("java."));
        others.removeAll(classes(ContractFilter::isOurs));
        Map<String, Schema> own = new TreeMap<>(schemas);
        own.keySet().removeAll(others);
        return own;
    }

    private static boolean isOurs(ClassInfo type) {
        return type.name().toString().startsWith(OURS);
    }

    /** By their simple names, as SmallRye calls schemas. */
    private Set<String> classes(Predicate<ClassInfo> which) {
        return index.getKnownClasses().stream()
                .filter(which)
                .map(ClassInfo::simpleName)
                .collect(Collectors.toSet());
    }
}
