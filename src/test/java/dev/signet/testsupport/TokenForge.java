package dev.signet.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import dev.signet.jwt.JwsAlgorithm;
import dev.signet.key.Keys;
import dev.signet.key.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Signs with the server's own key, by another JOSE library, what the server itself would never sign. */
@ApplicationScoped
public class TokenForge {
    private final Keys keys;
    private final Clock clock;

    TokenForge(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** An access token like the server's but for what the test changes in its claims. */
    public String with(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims();
        change.accept(claims);
        return sign(new Payload(claims), header().build(), privateKey());
    }

    public String sign(Payload payload, JWSHeader header, ECPrivateKey key) {
        try {
            JWSObject jws = new JWSObject(header, payload);
            jws.sign(new ECDSASigner(key));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key().kid());
    }

    /** Claims that are accepted as they are. */
    public Map<String, Object> claims() {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", TestServer.ISSUER);
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("aud", "signet");
        claims.put("exp", now + 600);
        claims.put("iat", now);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("client_id", "signet");
        claims.put("scope", "api");
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("upn", "forged");
        claims.put("groups", List.of("admin"));
        return claims;
    }

    public ECPrivateKey privateKey() {
        return (ECPrivateKey) key().privateKey().orElseThrow();
    }

    public SigningKey key() {
        return keys.ring().active(JwsAlgorithm.ES256).orElseThrow();
    }
}
