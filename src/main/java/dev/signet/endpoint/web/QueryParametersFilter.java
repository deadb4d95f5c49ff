package dev.signet.endpoint.web;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.JsonProblems;
import dev.signet.base.problem.Violation;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Of an address below {@code /api} that knows query parameters, each is given at most once, and there is no other. A filter that was
 * misspelt, or of which only the first value counted, would show more or others than were asked for. (OAuth has rules of its own, by
 * which unknown parameters are ignored: RFC 6749 section 3.1.)
 */
final class QueryParametersFilter {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ContainerRequestContext request, ResourceInfo resource) {
        Map<String, List<String>> sent = request.getUriInfo().getQueryParameters();
        Set<String> names = sent.isEmpty() || !request.getUriInfo().getPath().startsWith("/api/")
                ? Set.of()
                : known.computeIfAbsent(resource.getResourceMethod(), QueryParametersFilter::names);
        if (names.isEmpty()) {
            return;
        }
        List<Violation> violations = new ArrayList<>();
        sent.forEach((name, values) -> {
            if (!names.contains(name)) {
                violations.add(new Violation(JsonProblems.plain(name), "is an unknown parameter"));
            } else if (values.size() > 1) {
                violations.add(new Violation(name, "must be given once"));
            }
        });
        if (!violations.isEmpty()) {
            throw DomainException.invalid(violations.toArray(Violation[]::new));
        }
    }

    private static Set<String> names(Method method) {
        return Stream.of(method.getParameters())
                .flatMap(QueryParametersFilter::names)
                .collect(Collectors.toSet());
    }

    private static Stream<String> names(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                ? Stream.of(parameter.getType().getDeclaredFields()).flatMap(field -> name(field).stream())
                : name(parameter).stream();
    }

    private static Optional<String> name(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
    }
}
