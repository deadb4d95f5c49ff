package dev.signet.base.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Which operations there are at an address, of Signet and of others: RFC 9110 section 15.5.6 wants methods said with a 405, and Quarkus
 * REST does not say. It knows them all but those of sub-resources, which are found only when a request comes.
 */
@ApplicationScoped
public class AllowedMethods {
    private static final String OURS = "dev.signet.";

    /** Where Quarkus serves the OpenAPI document. */
    private static final String PLATFORM = "/q/";

    private volatile @Nullable Map<String, RequestMapper<Operation>> operations;

    /** @param open whether it is one of Signet that anybody may call */
    private record Operation(String template, boolean open) {}

    /** By method, as Quarkus REST itself finds them: once it has started. */
    private Map<String, RequestMapper<Operation>> operations() {
        Map<String, RequestMapper<Operation>> known = operations;
        if (known == null) {
            Map<String, ArrayList<RequestPath<Operation>>> found = new TreeMap<>();
            RuntimeResourceVisitor.visitRuntimeResources(
                    "",
                    ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(),
                    new RuntimeResourceVisitor() {
                        @Override
                        public void visitRuntimeResource(String method, String template, RuntimeResource resource) {
                            Operation operation = new Operation(template, isOpen(resource));
                            found.computeIfAbsent(method, first -> new ArrayList<>())
                                    .add(new RequestPath<>(false, new URITemplate(template, false), operation));
                        }
                    });
            Map<String, RequestMapper<Operation>> mappers = new TreeMap<>();
            found.forEach((method, paths) -> mappers.put(method, new RequestMapper<>(paths)));
            operations = mappers;
            known = mappers;
        }
        return known;
    }

    private static boolean isOpen(RuntimeResource resource) {
        if (!resource.getResourceClass().getName().startsWith(OURS)) {
            return false;
        }
        Method method = resource.getLazyMethod().getMethod();
        return method.isAnnotationPresent(PermitAll.class)
                || (resource.getResourceClass().isAnnotationPresent(PermitAll.class)
                        && !method.isAnnotationPresent(RolesAllowed.class));
    }

    /** Whether there is anything at this path, or at paths of this template. */
    public boolean known(String path) {
        return !of(path).isEmpty()
                || operations().values().stream()
                        .flatMap(mapper -> mapper.getTemplates().stream())
                        .anyMatch(operation -> operation.value.template().equals(path));
    }

    /** The template of the operation that was asked for. */
    Optional<String> template(RoutingContext context) {
        return asked(context).map(Operation::template);
    }

    /** Whether an operation of Signet was asked for that anybody may call, with any token or none. */
    public boolean open(RoutingContext context) {
        return context.normalizedPath().startsWith(PLATFORM)
                || asked(context).map(Operation::open).orElse(false);
    }

    private Optional<Operation> asked(RoutingContext context) {
        String method = context.request().method().name();
        String wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return Optional.ofNullable(operations().get(wanted))
                .flatMap(mapper -> at(context.normalizedPath(), mapper))
                .map(match -> match.value);
    }

    private static Optional<RequestMatch<Operation>> at(String path, RequestMapper<Operation> mapper) {
        return Optional.ofNullable(mapper.map(path));
    }

    /** The value of {@code Allow} for this path; empty where there is nothing. */
    public String of(String path) {
        TreeSet<String> methods = new TreeSet<>();
        operations().forEach((method, mapper) -> at(path, mapper).ifPresent(match -> methods.add(method)));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return String.join(", ", methods);
    }
}
