package dev.signet.admin.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The answer to a change that was made.
 *
 * @param content what was asked, see {@link KeyedRequest#content()}
 * @param roles what its caller held
 * @param headers those of the resource
 * @param body the JSON of the entity
 */
record KeptAnswer(String content, Set<String> roles, int status, Map<String, String> headers, String body) {
    private static final String REPLAYED = "Idempotency-Replayed";

    static KeptAnswer of(KeyedRequest request, Response answer, ObjectMapper json) {
        Map<String, String> headers = new TreeMap<>();
        answer.getHeaders().keySet().forEach(name -> headers.put(name, answer.getHeaderString(name)));
        try {
            return new KeptAnswer(
                    request.content(),
                    request.roles(),
                    answer.getStatus(),
                    headers,
                    json.writeValueAsString(answer.getEntity()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An answer that is no JSON", e);
        }
    }

    JsonNode json(ObjectMapper json) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer that was JSON is none any more", e);
        }
    }

    Response response() {
        return builder().build();
    }

    /**
     * The answer to the same request once more.
     *
     * @throws DomainException 422 when this one is another, 403 when its caller has lost a role since
     */
    Response repeated(KeyedRequest request) {
        if (!request.content().equals(content)) {
            throw ProblemType.IDEMPOTENCY_KEY_REUSED.refusal(
                    "You sent another request with this Idempotency-Key within a day; use a new key for this one.");
        }
        if (!request.roles().containsAll(roles)) {
            // what was done with the roles of then is not shown to whoever has lost one of them
            throw ProblemType.BEYOND_OWN_ROLES.refusal("You held more roles when you first sent this request.");
        }
        return builder().header(REPLAYED, true).build();
    }

    private Response.ResponseBuilder builder() {
        Response.ResponseBuilder answer = Response.status(status).entity(body);
        headers.forEach(answer::header);
        return answer;
    }

    /** Shows nothing: some answers carry a secret. */
    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]";
    }
}
