package example;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Open to users who have the role {@code warehouse} at Signet. */
@Path("/stock")
@RolesAllowed("warehouse")
public class StockResource {
    private final JsonWebToken token;

    StockResource(JsonWebToken token) {
        this.token = token;
    }

    @GET
    public String stock() {
        return "12 pallets, " + token.getName();
    }
}
