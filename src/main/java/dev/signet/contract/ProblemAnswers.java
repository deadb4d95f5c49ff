package dev.signet.contract;

import static java.util.Objects.requireNonNull;

import dev.signet.http.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * The problems that an operation may be answered with: those that its shape implies, and those that it names in {@code
 * x-problems}. What they are is in the document's {@code x-problem-types}.
 */
final class ProblemAnswers {
    private static final String CATALOGUE = "x-problem-types";

    /** @param status as the document writes it */
    private record Type(String code, String status, Map<?, ?> facts) {}

    private final OpenAPI api;
    private final Examples examples;
    private final Map<String, Type> types = new TreeMap<>();

    ProblemAnswers(OpenAPI api, Examples examples) {
        this.api = api;
        this.examples = examples;
        Map<?, ?> catalogue = (Map<?, ?>) api.getExtensions().get(CATALOGUE);
        requireNonNull(catalogue)
                .forEach((code, facts) -> types.put(
                        code.toString(), new Type(code.toString(), status((Map<?, ?>) facts), (Map<?, ?>) facts)));
        api.addExtension(CATALOGUE, withExamples(catalogue));
        Schema problem = requireNonNull(api.getComponents().getSchemas().get("Problem"));
        requireNonNull(problem.getProperties().get("type"))
                .setEnumeration(types.keySet().stream().map(ProblemAnswers::urn).collect(Collectors.toList()));
    }

    /** Also of those that no operation names, as they come before any is asked. */
    private static Map<Object, Object> withExamples(Map<?, ?> catalogue) {
        Map<Object, Object> result = new LinkedHashMap<>();
        catalogue.forEach((code, facts) -> {
            Map<Object, Object> more = new LinkedHashMap<>((Map<?, ?>) facts);
            more.put("example", Map.of("$ref", "#/components/examples/" + code));
            result.put(code, more);
        });
        return result;
    }

    private static String status(Map<?, ?> facts) {
        return String.valueOf(facts.get("status"));
    }

    void complete(String path, Operation operation) {
        // Quarkus' own 401 and 403 say nothing; those of OAuth are written out, and are no problems
        complete(operation, codes(path, operation), "4..");
    }

    /** Of a resource of another package: what its author wrote stays, and a token that is refused is refused everywhere. */
    void completeOfOthers(String path, Operation operation) {
        Collection<String> codes = codes(path, operation);
        codes.add("invalid-token");
        complete(operation, codes, "40[13]");
    }

    /** @param saysNothing the status of answers, as a regular expression, that are left out unless they have a body */
    private void complete(Operation operation, Collection<String> codes, String saysNothing) {
        Map<String, List<Type>> byStatus = codes.stream()
                .map(code -> Optional.ofNullable(types.get(code))
                        .orElseThrow(() -> new IllegalStateException("No problem type " + code)))
                .collect(Collectors.groupingBy(Type::status, TreeMap::new, Collectors.toList()));
        Map<String, APIResponse> answers =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        answers.entrySet()
                .removeIf(answer -> answer.getKey().matches(saysNothing)
                        && answer.getValue().getRef() == null
                        && answer.getValue().getContent() == null);
        byStatus.forEach((status, problems) -> answers.computeIfAbsent(
                status, absent -> OASFactory.createAPIResponse().ref(component(problems))));
        operation.getResponses().setAPIResponses(answers);
    }

    private static Collection<String> codes(String path, Operation operation) {
        TreeSet<String> codes = new TreeSet<>(List.of(
                "unexpected",
                "temporarily-unavailable",
                "not-acceptable",
                "ambiguous-credentials",
                "bad-request",
                "misdirected-request"));
        if (!path.startsWith("/.well-known/")) {
            // which any website may read
            codes.add("origin-not-allowed");
        }
        if (operation.getSecurity() != null
                && operation.getSecurity().stream().anyMatch(any -> any.hasScheme("bearer"))) {
            codes.addAll(List.of("token-required", "invalid-token"));
        }
        if (!OperationText.roles(operation).isEmpty()) {
            codes.add("forbidden");
        }
        body(operation.getRequestBody(), codes);
        List<Parameter> parameters =
                Optional.ofNullable(operation.getParameters()).orElse(List.of());
        for (Parameter parameter : parameters) {
            if (parameter.getIn() == Parameter.In.PATH) {
                codes.add("not-found");
            } else if (parameter.getIn() == Parameter.In.QUERY) {
                codes.add("invalid-request");
            } else if ("If-Match".equals(parameter.getName())) {
                codes.addAll(List.of("precondition-required", "precondition-failed"));
            } else if ("Idempotency-Key".equals(OperationText.name(parameter))) {
                codes.addAll(List.of(
                        "invalid-request",
                        "idempotency-key-in-use",
                        "idempotency-key-reused",
                        "idempotency-answer-outdated"));
            }
        }
        OwnExtension.take(operation, OwnExtension.PROBLEMS).forEach(code -> {
            if (code.startsWith("-")) {
                codes.remove(code.substring(1));
            } else {
                codes.add(code);
            }
        });
        parameters.stream()
                .filter(parameter -> "If-Match".equals(parameter.getName()))
                .forEach(parameter -> parameter.setRequired(codes.contains("precondition-required")));
        return codes;
    }

    private static void body(@Nullable RequestBody body, Set<String> codes) {
        if (body == null) {
            return;
        }
        codes.addAll(List.of("request-entity-too-large", "unsupported-media-type"));
        if (body.getContent() != null
                && body.getContent().getMediaTypes().keySet().stream().anyMatch(type -> type.endsWith("json"))) {
            codes.addAll(List.of("malformed-json", "invalid-request"));
        }
    }

    /** The answers of one status are described once for all operations that have the same. */
    private String component(List<Type> problems) {
        String name = problems.stream().map(Type::code).collect(Collectors.joining("-or-"));
        Map<String, APIResponse> known =
                Optional.ofNullable(api.getComponents().getResponses()).orElse(Map.of());
        if (!known.containsKey(name)) {
            api.getComponents().addResponse(name, response(problems));
        }
        return name;
    }

    private APIResponse response(List<Type> problems) {
        Schema type = OASFactory.createSchema()
                .enumeration(
                        problems.stream().map(one -> (Object) urn(one.code())).toList());
        Schema schema = OASFactory.createSchema()
                .allOf(List.of(
                        OASFactory.createSchema().ref("Problem"),
                        OASFactory.createSchema().addProperty("type", type)));
        MediaType body = OASFactory.createMediaType().schema(schema);
        APIResponse response = OASFactory.createAPIResponse();
        problems.forEach(problem -> {
            examples.add(body, problem.code());
            Object header = problem.facts().get("header");
            if (header != null) {
                response.addHeader(header.toString(), OASFactory.createHeader().ref(header.toString()));
            }
        });
        return response.description(problems.stream()
                        .map(problem ->
                                "`" + problem.code() + "`: " + problem.facts().get("when"))
                        .collect(Collectors.joining("\n")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body));
    }

    private static String urn(String code) {
        return "urn:signet:problem:" + code;
    }
}
