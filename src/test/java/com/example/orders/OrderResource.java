package com.example.orders;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/orders")
@Tag(name = "orders")
public class OrderResource {
    @Inject
    JsonWebToken token;

    @Inject
    @Claim("department")
    ClaimValue<Optional<String>> department;

    @Inject
    OrderBook book;

    @GET
    @RolesAllowed({"order-reader", "order-writer"})
    public List<Order> list() {
        return book.of(token.getSubject());
    }

    @POST
    @RolesAllowed("order-writer")
    public Order place(NewOrder order) {
        return book.add(token.getSubject(), department.getValue().orElse("none"), order.item());
    }

    public record NewOrder(String item) {}

    public record Order(String item, String department) {}
}
