package com.example.orders;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderResourceTest {
    @Inject
    TestUsers users;

    /** Logs in as a new user who has this role. */
    private RequestSpecification as(String role) {
        String name = users.user(users.freshName()).roles(role).create();
        String token = SignetApi.accessToken(name, TestUsers.PASSWORD);
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    @Test
    void whatWasOrderedIsListed() {
        RequestSpecification writer = as("order-writer");
        given().spec(writer).body("{\"item\": \"lamp\"}").post("/orders").then().statusCode(200);
        given().spec(writer)
                .get("/orders")
                .then()
                .statusCode(200)
                .body("item", contains("lamp"))
                .body("department", contains("none"));
    }

    @Test
    void readerMayNotOrder() {
        as("order-reader")
                .body("{\"item\": \"lamp\"}")
                .post("/orders")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:forbidden"));
    }

    @Test
    void strangerIsAskedForAToken() {
        given().get("/orders").then().statusCode(401).body("type", equalTo("urn:signet:problem:token-required"));
    }
}
