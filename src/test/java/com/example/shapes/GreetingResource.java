package com.example.shapes;

import jakarta.annotation.security.RolesAllowed;

public class GreetingResource implements Greeting {
    @Override
    @RolesAllowed("greeter")
    public String greet() {
        return "hello";
    }
}
