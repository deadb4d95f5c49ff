package example;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Open to users and clients that have the role {@code warehouse} at Signet. They are told apart by {@code sub}: {@code getName()} is the
 * user name, but of a client the client id, which may be some user's name.
 */
@Path("/stock")
@RolesAllowed("warehouse")
public class StockResource {
    private final JsonWebToken token;

    StockResource(JsonWebToken token) {
        this.token = token;
    }

    @GET
    public String stock() {
        return "12 pallets, " + token.getSubject();
    }
}
