package com.example.orders;

import com.example.orders.OrderResource.Order;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

@ApplicationScoped
public class OrderBook {
    @Inject
    AgroalDataSource database;

    /** Connects as Signet's own migrations do, and keeps to a schema and a history of its own. */
    void migrate(@Observes StartupEvent event, Flyway signet) {
        Flyway.configure()
                .dataSource(signet.getConfiguration().getDataSource())
                .placeholders(signet.getConfiguration().getPlaceholders())
                .schemas("orders")
                .locations("db/orders")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    List<Order> of(String customer) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select item, department from orders.placed_order where customer = ? order by id")) {
            query.setString(1, customer);
            List<Order> orders = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    orders.add(new Order(rows.getString(1), rows.getString(2)));
                }
            }
            return orders;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Order add(String customer, String department, String item) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into orders.placed_order (customer, department, item) values (?, ?, ?)")) {
            insert.setString(1, customer);
            insert.setString(2, department);
            insert.setString(3, item);
            insert.executeUpdate();
            return new Order(item, department);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
