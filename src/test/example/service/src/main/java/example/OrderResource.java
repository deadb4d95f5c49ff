package example;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Users who may order come with their token; to the warehouse the service goes with its own. */
@Path("/orders")
@RolesAllowed("buyer")
public class OrderResource {
    private final HttpClient http = HttpClient.newHttpClient();
    private final OidcClient signet;
    private final URI warehouse;
    private Tokens own;

    OrderResource(OidcClient signet, @ConfigProperty(name = "warehouse.address") URI warehouse) {
        this.signet = signet;
        this.warehouse = warehouse;
    }

    /** Answers what the warehouse answers. */
    @POST
    public Response order() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(warehouse)
                .header("Authorization", "Bearer " + accessToken())
                .build();
        return Response.status(http.send(request, BodyHandlers.discarding()).statusCode())
                .build();
    }

    /** Closes for today: the token is needed no more. */
    @DELETE
    public void close() {
        signet.revokeAccessToken(accessToken()).await().indefinitely();
    }

    /** One token for many requests, for as long as it lives. */
    private synchronized String accessToken() {
        if (own == null || own.isAccessTokenExpired()) {
            own = signet.getTokens().await().indefinitely();
        }
        return own.getAccessToken();
    }
}
