package com.example.shapes;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.Claims;

/** Claims in all the forms that docs/own-resources.md names. */
@Path("/shapes/claims")
@RequestScoped
public class ClaimsResource {
    @Inject
    @Claim(standard = Claims.sub)
    String subject;

    @Inject
    @Claim(standard = Claims.exp)
    Long expiry;

    @Inject
    @Claim(standard = Claims.groups)
    Set<String> groups;

    @Inject
    @Claim("department")
    String department;

    @Inject
    @Claim("absent")
    ClaimValue<Optional<String>> absent;

    @Inject
    @Claim("department")
    ClaimValue<String> departmentValue;

    @Inject
    @Claim("department")
    Provider<Optional<String>> departmentProvider;

    @Inject
    @Claim("department")
    JsonString departmentJson;

    @Inject
    @Claim("level")
    JsonNumber level;

    @Inject
    @Claim("level")
    Long levelLong;

    @Inject
    @Claim("chief")
    Boolean chief;

    @Inject
    @Claim("floors")
    JsonArray floors;

    @Inject
    @Claim("address_parts")
    JsonObject address;

    @GET
    @RolesAllowed("**")
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("subject", subject);
        all.put("expiry", String.valueOf(expiry));
        all.put("groups", String.valueOf(groups));
        all.put("department", department);
        all.put("absent", absent.getValue().orElse("none"));
        all.put("departmentValue", departmentValue.getValue());
        all.put("departmentProvider", departmentProvider.get().orElse("none"));
        all.put("departmentJson", departmentJson.getString());
        all.put("level", String.valueOf(level.longValue()));
        all.put("levelLong", String.valueOf(levelLong));
        all.put("chief", String.valueOf(chief));
        all.put("floors", String.valueOf(floors));
        all.put("address", String.valueOf(address));
        return all;
    }
}
