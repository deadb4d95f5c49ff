package dev.signet.testsupport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Users and clients with a token, without the time that a log-in takes. */
@ApplicationScoped
public class TestCallers {
    private final TestUsers users;
    private final TestSessions sessions;
    private final TokenForge forge;

    TestCallers(TestUsers users, TestSessions sessions, TokenForge forge) {
        this.users = users;
        this.sessions = sessions;
        this.forge = forge;
    }

    /** A user or client with a token; a client has no session. */
    public record Caller(String subject, String name, String session, String token) {}

    /** A user who has just logged in. */
    public Caller user(String... roles) {
        return loggedIn(
                users.user(users.freshName()).roles(roles).passwordHash("none").create(), List.of(roles));
    }

    /** The same user in another session. */
    public Caller loggedIn(String name, List<String> roles) {
        String subject = users.id(name);
        String session = sessions.begin(name);
        String token = forge.with(claims -> {
            claims.put("sub", subject);
            claims.put("upn", name);
            claims.put("sid", session);
            claims.put("groups", roles);
        });
        return new Caller(subject, name, session, token);
    }

    /** A client that has just come by itself. */
    public Caller client(String... roles) {
        String id = TestClients.confidential().roles(roles).create().id();
        String token = forge.with(claims -> {
            List.of("sid", "auth_time", "upn").forEach(claims::remove);
            claims.put("sub", id);
            claims.put("client_id", id);
            claims.put("groups", List.of(roles));
        });
        return new Caller(id, id, null, token);
    }
}
