package dev.signet.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.testsupport.TestClients.TestClient;
import io.agroal.api.AgroalDataSource;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What clients sign to prove to be themselves, made by another JOSE library. */
@ApplicationScoped
public class TestAssertions {
    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    public static final ECKey KEY = ecKey("the-key");

    private final MutableClock clock;
    private final AgroalDataSource database;

    TestAssertions(MutableClock clock, AgroalDataSource database) {
        this.clock = clock;
        this.database = database;
    }

    public static ECKey ecKey(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that registers these keys. */
    public static TestClient client(JWK... keys) {
        return TestClients.confidential()
                .with("authMethod", "private_key_jwt")
                .with("jwks", new JWKSet(List.of(keys)).toJSONObject())
                .create();
    }

    /** An assertion of a client, signed with {@link #KEY}. */
    public Builder by(TestClient client) {
        return by(client.id());
    }

    public Builder by(String clientId) {
        return new Builder(clientId);
    }

    /** Asks for a token with an assertion and nothing else. */
    public static Response present(String assertion) {
        return request(assertion).post(OAuthApi.TOKEN);
    }

    public static RequestSpecification request(String assertion) {
        return form().formParam("client_assertion_type", TYPE).formParam("client_assertion", assertion);
    }

    /** Of somebody who does not say who it is. REST Assured by itself would say that it is Latin-1. */
    public static RequestSpecification form() {
        return RestAssured.given()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("grant_type", "client_credentials");
    }

    /** How many assertions of a client count as used. */
    public long used(TestClient client) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from client_assertion where client_id = ?")) {
            query.setString(1, client.id());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A test says only what is different. */
    public final class Builder {
        private final Map<String, Object> header = new LinkedHashMap<>();
        private final Map<String, Object> claims = new LinkedHashMap<>();
        private JWK key = KEY;

        private Builder(String clientId) {
            header.put("alg", "ES256");
            header.put("kid", KEY.getKeyID());
            long now = clock.instant().getEpochSecond();
            claims.put("iss", clientId);
            claims.put("sub", clientId);
            claims.put("aud", TestServer.ISSUER);
            claims.put("exp", now + 60);
            claims.put("iat", now);
            claims.put("jti", UUID.randomUUID().toString());
        }

        public Builder claim(String name, Object value) {
            claims.put(name, value);
            return this;
        }

        public Builder without(String claim) {
            claims.remove(claim);
            return this;
        }

        /** So many seconds from now. */
        public Builder at(String claim, long seconds) {
            return claim(claim, clock.instant().getEpochSecond() + seconds);
        }

        public Builder header(String member, Object value) {
            header.put(member, value);
            return this;
        }

        public Builder key(JWK signing, JWSAlgorithm algorithm) {
            key = signing;
            header.put("alg", algorithm.getName());
            header.remove("kid");
            return this;
        }

        public String sign() {
            try {
                JWSObject jws = new JWSObject(JWSHeader.parse(header), new Payload(claims));
                jws.sign(signer(key));
                return jws.serialize();
            } catch (JOSEException | ParseException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static JWSSigner signer(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSASSASigner(rsa);
        }
        if (key instanceof OctetKeyPair edwards) {
            return new JdkEd25519Signer(edwards);
        }
        return key instanceof OctetSequenceKey secret ? new MACSigner(secret) : new ECDSASigner((ECKey) key);
    }

    /** Nimbus' own needs Tink. */
    private record JdkEd25519Signer(OctetKeyPair key) implements JWSSigner {
        @Override
        public Base64URL sign(JWSHeader header, byte[] input) {
            try {
                var spec = new EdECPrivateKeySpec(
                        NamedParameterSpec.ED25519, key.getD().decode());
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(spec));
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }
}
