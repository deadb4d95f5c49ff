package dev.signet.identity.clientadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.base.problem.DomainException;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.role.HeldRoles;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The changes of a client that a caller without all of its roles can make. */
@NullUnmarked
class ClientNarrowingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CLIENT = """
            {"name": "Orders", "authMethod": "private_key_jwt", "grants": ["client_credentials", "refresh_token"],
             "scopes": ["read", "write"], "audiences": ["orders", "stock"], "roles": ["admin", "auditor"],
             "redirectUris": ["https://a.example/", "https://b.example/"], "enabled": true, "tokenLifespan": 300,
             "tokenAlgorithm": "ES256", "jwks": {"keys": [{"kid": "a"}, {"kid": "b"}]}, "jwksUri": null}
            """;

    /**
     * For each member a value that only takes away, null if there is no such value, and values that do more. A new member needs a row
     * here.
     */
    private record Row(String narrower, List<String> others) {
        Row(String narrower, String... others) {
            this(narrower, List.of(others));
        }
    }

    private static final Map<String, Row> MEMBERS = Map.ofEntries(
            Map.entry("name", new Row(null, "\"\"", "\"Another\"")),
            Map.entry("authMethod", new Row(null, "\"client_secret_basic\"", "\"none\"")),
            Map.entry("grants", new Row("[\"refresh_token\"]", "[\"authorization_code\"]")),
            Map.entry("scopes", new Row("[]", "[\"read\", \"more\"]")),
            Map.entry("audiences", new Row("[\"stock\"]", "[\"signet\"]")),
            Map.entry("roles", new Row("[\"admin\"]", "[\"admin\", \"auditor\", \"client-admin\"]")),
            Map.entry("redirectUris", new Row("[\"https://b.example/\"]", "[\"https://c.example/\"]")),
            Map.entry("enabled", new Row("false")),
            Map.entry("tokenLifespan", new Row("299", "301", "null")),
            Map.entry("tokenAlgorithm", new Row(null, "\"RS256\"", "null")),
            Map.entry("jwks", new Row(null, "{\"keys\": [{\"kid\": \"a\"}]}", "null")),
            Map.entry("jwksUri", new Row(null, "\"https://keys.example/\"")));

    private static ClientEdit client(String member, String value) {
        try {
            ObjectNode client = (ObjectNode) JSON.readTree(CLIENT);
            client.set(member, JSON.readTree(value));
            return JSON.treeToValue(client, ClientEdit.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    private static void change(ClientEdit from, ClientEdit to, String... held) {
        new HeldRoles(Set.of(held)).checkChange(from.roles(), ClientNarrowing.rules(Duration.ofMinutes(10)), from, to);
    }

    private static final ClientEdit FROM = client("name", "\"Orders\"");

    @Test
    void everyMemberIsDecidedUpon() {
        List<String> members = Arrays.stream(ClientEdit.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(MEMBERS.keySet()).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void callerWithoutAllRolesCanOnlyNarrow() {
        MEMBERS.forEach((member, row) -> {
            if (row.narrower() != null) {
                ClientEdit narrower = client(member, row.narrower());
                assertThatCode(() -> change(FROM, narrower, "client-admin"))
                        .as(member)
                        .doesNotThrowAnyException();
                isRefused(narrower, FROM, member);
            }
            for (String value : row.others()) {
                isRefused(FROM, client(member, value), member);
                change(FROM, client(member, value), "auditor", "admin");
                change(FROM, client(member, value), "admin");
            }
        });
    }

    private static void isRefused(ClientEdit from, ClientEdit to, String member) {
        assertThatThrownBy(() -> change(from, to, "client-admin", "auditor"))
                .as("%s from %s to %s", member, from, to)
                .isInstanceOfSatisfying(DomainException.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(403);
                    assertThat(refused.problem().detail())
                            .startsWith("You can only remove here, because you do not hold admin: ")
                            .contains(": " + member + " m");
                });
    }

    /** Ten minutes. */
    @Test
    void clientWithoutALifespanHasTheUsualOne() {
        change(client("tokenLifespan", "null"), client("tokenLifespan", "600"), "client-admin");
        change(client("tokenLifespan", "601"), client("tokenLifespan", "null"), "client-admin");
        isRefused(client("tokenLifespan", "null"), client("tokenLifespan", "601"), "tokenLifespan");
        isRefused(client("tokenLifespan", "599"), client("tokenLifespan", "null"), "tokenLifespan");
    }

    @Test
    void refusalNamesEachMember() {
        ClientEdit to = client("audiences", "[\"signet\"]");
        ClientEdit from = client("name", "\"x\"");
        assertThatThrownBy(() -> change(from, to, "client-admin"))
                .isInstanceOfSatisfying(DomainException.class, refused -> assertThat(
                                refused.problem().detail())
                        .isEqualTo("You can only remove here, because you do not hold admin, auditor:"
                                + " name must stay as it is; audiences may only lose entries."));
    }
}
