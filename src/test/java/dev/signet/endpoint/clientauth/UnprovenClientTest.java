package dev.signet.endpoint.clientauth;

import static dev.signet.testsupport.OAuthApi.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.admin.auditlog.AuditTally;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.identity.client.ClientConfig;
import dev.signet.identity.client.ClientSecrets;
import dev.signet.identity.clientcache.ClientLookup;
import dev.signet.identity.clientcache.Clients;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.token.key.Keys;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside the server: what it knows of clients, with nothing that would tell it of changes meanwhile. */
@QuarkusTest
@NullUnmarked
class UnprovenClientTest {
    private static final List<String> UNKNOWN = List.of("unknown-1", "unknown-2", "unknown-3", "not an id", "\u0000");

    @Inject
    ClientLookup lookup;

    @Inject
    ReplicaNotices notices;

    @Inject
    ClientConfig config;

    @Inject
    Keys keys;

    @Inject
    ClientSecrets secrets;

    @Inject
    SecretUses uses;

    @Inject
    ClientAssertions assertions;

    @Inject
    AuditTally tally;

    @Inject
    CurrentRequest request;

    @Inject
    OwnerDatabase database;

    private ClientAuthenticator authenticator;

    @BeforeEach
    void another() {
        Clients clients = new Clients(lookup, notices, config, keys);
        authenticator = new ClientAuthenticator(clients, secrets, uses, assertions, tally, request);
    }

    private OAuthException refused(@Nullable String authorization, String body) {
        FormParameters form = FormParameters.read("application/x-www-form-urlencoded", null, body);
        OAuthException refusal =
                catchThrowableOfType(OAuthException.class, () -> authenticator.authenticate(authorization, form));
        assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_CLIENT);
        return refusal;
    }

    /** Once it is known which clients there are, no question to the database tells the unknown from a wrong secret. */
    @Test
    void whoHasProvedNothingCostsNoQuery() throws Exception {
        TestClient header = TestClients.confidential().create();
        TestClient form = TestClients.confidential()
                .with("authMethod", "client_secret_post")
                .create();
        String wrong = refused(basic(header.id(), "wrong"), "").description();
        try (var connection = database.connection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table client, client_secret in access exclusive mode");
            assertThat(refused(basic(header.id(), "wrong"), "").description()).isEqualTo(wrong);
            for (String id : UNKNOWN) {
                assertThat(refused(basic(id, "wrong"), "").description()).isEqualTo(wrong);
            }
            for (String id : List.of(form.id(), "unknown-4")) {
                assertThat(refused(null, "client_secret=wrong&client_id=" + id).description())
                        .isEqualTo(wrong);
            }
            for (String id : List.of(header.id(), form.id(), "unknown-5")) {
                assertThat(refused(null, "client_id=" + id).description()).isEqualTo(wrong);
            }
            connection.rollback();
        }
        FormParameters none = FormParameters.read("application/x-www-form-urlencoded", null, "");
        assertThat(authenticator
                        .authenticate(basic(header.id(), header.secret()), none)
                        .clientId())
                .isEqualTo(header.id());
    }
}
