package dev.signet.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods an address knows: RFC 9110 section 15.5.6 wants them said with a 405, and Quarkus REST does not say. */
@ApplicationScoped
class AllowedMethods {
    private final List<Operation> operations = new ArrayList<>();

    private record Operation(Pattern path, String method) {}

    AllowedMethods(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getMethods()) {
                    add(root.value(), method);
                }
            }
        }
    }

    private void add(String root, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                Path below = method.getAnnotation(Path.class);
                String path = below == null ? root : root + "/" + below.value();
                String regex = path.replaceAll("/+", "/").replaceAll("\\{[^}]*}", "[^/]+");
                operations.add(new Operation(Pattern.compile(regex + "/?"), http.value()));
            }
        }
    }

    /** Whether there is anything at this path, or at paths of this template. */
    boolean known(String path) {
        return !of(path).isEmpty();
    }

    /** The value of {@code Allow} for this path. */
    String of(String path) {
        TreeSet<String> methods = new TreeSet<>();
        for (Operation operation : operations) {
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
