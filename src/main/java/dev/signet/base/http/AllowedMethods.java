package dev.signet.base.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
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

    private volatile @Nullable List<Operation> operations;

    /** @param open whether it is one of Signet that anybody may call */
    private record Operation(String template, Pattern path, String method, boolean open) {}

    private List<Operation> operations() {
        List<Operation> known = operations;
        if (known == null) {
            List<Operation> found = new ArrayList<>();
            RuntimeResourceVisitor.visitRuntimeResources(
                    "",
                    ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(),
                    new RuntimeResourceVisitor() {
                        @Override
                        public void visitRuntimeResource(String method, String template, RuntimeResource resource) {
                            found.add(new Operation(template, pattern(template), method, isOpen(resource)));
                        }
                    });
            operations = found;
            known = found;
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

    /** Of the template of a path (Jakarta REST section 3.4), which may have regular expressions for its parameters. */
    static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        int literal = 0;
        int start = template.indexOf('{');
        while (start >= 0) {
            int end = start + 1;
            for (int open = 1; open > 0 && end < template.length(); end++) {
                open += template.charAt(end) == '{' ? 1 : template.charAt(end) == '}' ? -1 : 0;
            }
            String parameter = template.substring(start + 1, end - 1);
            int colon = parameter.indexOf(':');
            regex.append(Pattern.quote(template.substring(literal, start)))
                    .append("(?:")
                    .append(colon < 0 ? "[^/]+" : parameter.substring(colon + 1).trim())
                    .append(')');
            literal = end;
            start = template.indexOf('{', end);
        }
        String rest = template.substring(literal);
        return Pattern.compile(
                regex + Pattern.quote(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest) + "/?");
    }

    /** Whether there is anything at this path, or at paths of this template. */
    public boolean known(String path) {
        return operations().stream().anyMatch(operation -> operation.template().equals(path)) || !of(path).isEmpty();
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
        String path = context.normalizedPath();
        return operations().stream()
                .filter(operation -> operation.method().equals(wanted)
                        && operation.path().matcher(path).matches())
                .findFirst();
    }

    /** The value of {@code Allow} for this path. */
    public String of(String path) {
        TreeSet<String> methods = new TreeSet<>();
        for (Operation operation : operations()) {
            if (operation.path().matcher(path).matches()) {
                methods.add(operation.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return String.join(", ", methods);
    }
}
