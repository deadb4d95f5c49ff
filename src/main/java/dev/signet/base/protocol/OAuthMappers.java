package dev.signet.base.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a refusal as RFC 6749 section 5.2 says. */
public final class OAuthMappers {
    /** What whoever failed to authenticate is asked for, however they tried (RFC 6749 section 5.2, RFC 7617). */
    private static final String CHALLENGE = "Basic realm=\"signet\", charset=\"UTF-8\"";

    /**
     * The body of a refusal.
     *
     * @param error what programs decide by
     * @param description for the developer of the client
     */
    public record Refusal(
            String error, @JsonProperty("error_description") String description) {}

    @ServerExceptionMapper
    Response refused(OAuthException e) {
        Response.ResponseBuilder answer = Response.status(e.error().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Refusal(e.error().code(), e.description()));
        if (e.error() == OAuthError.INVALID_CLIENT) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        return answer.build();
    }
}
