package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signet.base.problem.Problem;
import dev.signet.testsupport.OpenApi.Operation;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.Set;

/**
 * Holds every answer that any test gets by REST Assured from an operation of the OpenAPI document against what is documented.
 * Requests are not looked at: tests send what nobody should.
 */
public final class ContractCheck implements Filter, QuarkusTestBeforeClassCallback {
    /** Of any request, before an operation is asked; the document says so in its description. */
    private static final Set<Integer> BEFORE_OPERATIONS = Set.of(405, 413, 415);

    /** Headers of such a size Netty refuses by itself, with nothing but the status. */
    private static final int NOT_OURS = 431;

    private final OpenApi contract = OpenApi.written();

    @Override
    public void beforeClass(Class<?> testClass) {
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        String path = request.getURI().replaceFirst("^https?://[^/]*", "").replaceFirst("[?#].*$", "");
        check(request.getMethod(), path, answer);
        return answer;
    }

    /** @throws AssertionError where an answer is not as it is documented */
    void check(String method, String path, Response answer) {
        if (answer.statusCode() != NOT_OURS) {
            contract.find(method, path).ifPresent(operation -> check(operation, answer));
        }
    }

    private void check(Operation operation, Response answer) {
        String what = operation.name() + " answered " + answer.statusCode();
        JsonNode documented = contract.resolve(operation.facts().at("/responses/" + answer.statusCode()));
        if (documented.isMissingNode() && BEFORE_OPERATIONS.contains(answer.statusCode())) {
            documented = contract.at("/components/responses/unsupported-media-type");
        }
        assertThat(documented.isMissingNode())
                .as("%s, which is not documented: %s", what, answer.asString())
                .isFalse();
        headers(what, documented, answer);
        body(what, documented.path("content"), answer);
    }

    private void headers(String what, JsonNode documented, Response answer) {
        documented.path("headers").properties().forEach(header -> {
            JsonNode facts = contract.resolve(header.getValue());
            String value = answer.header(header.getKey());
            if (facts.path("required").asBoolean()) {
                assertThat(value).as("%s without %s", what, header.getKey()).isNotNull();
            }
            if (value != null) {
                assertThat(contract.faults(facts.path("schema"), TextNode.valueOf(value)))
                        .as("%s with %s: %s", what, header.getKey(), value)
                        .isEmpty();
            }
        });
    }

    private void body(String what, JsonNode content, Response answer) {
        String body = answer.asString();
        if (content.isEmpty()) {
            assertThat(body).as("%s with a body", what).isEmpty();
            return;
        }
        String type = answer.contentType().replaceFirst(";.*", "");
        assertThat(content.has(type))
                .as("%s as %s, which is not documented: %s", what, type, body)
                .isTrue();
        JsonNode value = OpenApi.parse(body);
        assertThat(contract.faults(content.path(type).path("schema"), value))
                .as("%s, not as it is documented: %s", what, body)
                .isEmpty();
        if (type.equals(Problem.MEDIA_TYPE)) {
            problemHeader(what, value.path("type").asText(), answer);
        }
    }

    /** Of several problems with one status not all need have it, so the answers of a status do not require it. */
    private void problemHeader(String what, String type, Response answer) {
        JsonNode header = contract.at("/x-problem-types/" + type.replaceFirst(".*:", "") + "/header");
        if (!header.isMissingNode()) {
            assertThat(answer.header(header.asText()))
                    .as("%s without %s", what, header.asText())
                    .isNotNull();
        }
    }
}
