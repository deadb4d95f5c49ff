package dev.signet.endpoint.clientauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.IssuerConfig;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.endpoint.clientkeys.AssertionConfig;
import dev.signet.endpoint.clientkeys.ClientKeys;
import dev.signet.identity.client.AuthMethod;
import dev.signet.identity.client.Client;
import dev.signet.identity.clientcache.Clients;
import dev.signet.jwt.Check;
import dev.signet.jwt.JsonWebTokens;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.Rejection;
import dev.signet.jwt.VerifyOptions;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verifies what clients sign to prove to be themselves. Blocks: for the database, and where a client publishes its keys. */
@ApplicationScoped
class ClientAssertions {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Clients clients;
    private final ClientKeys keys;
    private final AssertionUses uses;
    private final DecoyKeys decoys;
    private final Clock clock;

    /** The issuer alone, as rfc7523bis has it: whatever else an assertion may name, somebody else may call their own. */
    private final Set<String> ours;

    ClientAssertions(
            Clients clients,
            ClientKeys keys,
            AssertionUses uses,
            DecoyKeys decoys,
            IssuerConfig issuer,
            AssertionConfig config,
            Clock clock) {
        this.clients = clients;
        this.keys = keys;
        this.uses = uses;
        this.decoys = decoys;
        this.clock = clock;
        this.ours = config.tokenEndpointAudience()
                ? Set.of(issuer.issuer(), issuer.issuer().replaceAll("/$", "") + "/oauth/token")
                : Set.of(issuer.issuer());
    }

    /**
     * The client whose genuine, unused assertion is among the parameters.
     *
     * @throws OAuthException {@code invalid_client}, saying which check failed
     */
    Client verify(FormParameters parameters) {
        if (!parameters.get("client_assertion_type").map(TYPE::equals).orElse(false)) {
            throw refused("client_assertion_type must be " + TYPE);
        }
        String assertion = parameters.get("client_assertion").orElse("");
        String clientId = parameters.get("client_id").orElseGet(() -> allegedSubject(assertion));
        Optional<Client> client = clients.find(clientId)
                .filter(Client::enabled)
                .filter(known -> known.method() == AuthMethod.PRIVATE_KEY_JWT);
        try {
            uses.use(clientId, verify(assertion, clientId, client));
        } catch (JwtRejectedException e) {
            // that its keys cannot be had now is not the client's fault (RFC 6749 section 5.2)
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw refused(reason(e.rejection()));
        }
        // without a client, the key was a decoy
        return client.orElseThrow();
    }

    /** For finding the keys only: whoever wrote it has to prove it. */
    private static String allegedSubject(String assertion) {
        return JsonWebTokens.decodeUnverified(assertion)
                .map(token -> token.payload().get("sub"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse("");
    }

    private Assertion verify(String assertion, String clientId, Optional<Client> client) throws JwtRejectedException {
        VerifyOptions options = VerifyOptions.builder()
                .algorithms(JwsAlgorithm.ASYMMETRIC)
                .issuer(clientId)
                .subject(clientId)
                .audience(ours.toArray(String[]::new))
                .clockTolerance(Assertion.CLOCK_TOLERANCE)
                .briefMessages()
                .build();
        JwtVerifier verifier = new JwtVerifier(header -> key(client, header), options, clock);
        return Assertion.of(verifier.verifyComplete(assertion), ours, clock.instant());
    }

    /** The algorithm is one of those that are allowed: that was checked before. */
    private Optional<JwtKey> key(Optional<Client> client, Map<String, Object> header) {
        return client.flatMap(known -> keys.find(known, header))
                .or(() -> JwsAlgorithm.named(String.valueOf(header.get("alg"))).map(decoys::of));
    }

    /** Until the signature is found good, whoever asks is nobody, and learns nothing of which clients there are. */
    private static String reason(Rejection rejection) {
        boolean anybodys = rejection.check() == Check.KEY || rejection.check() == Check.SIGNATURE;
        return anybodys ? "no key of this client verifies the signature" : rejection.message();
    }

    private static OAuthException refused(String reason) {
        return new OAuthException(OAuthError.INVALID_CLIENT, "The client assertion was refused: " + reason + ".");
    }
}
