package dev.signet.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.key.Keys;
import dev.signet.token.keystore.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Signs with the server's own key, by another JOSE library, what the server itself would never sign. */
@ApplicationScoped
public class TokenForge {
    private final Keys keys;
    private final MutableClock clock;

    TokenForge(Keys keys, MutableClock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** An access token like the server's but for what the test changes in its claims. */
    public String with(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims();
        change.accept(claims);
        return of(claims);
    }

    public String of(Map<String, Object> claims) {
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

    /** Signed with the server's key whatever its header and its payload are, which no library would do. */
    public String signed(String header, byte[] payload) {
        return Ecdsa.signed(header, payload, privateKey());
    }

    /** The accepted claims, under this header. */
    public String under(String header) {
        return signed(header, new Payload(claims()).toBytes());
    }

    /** The accepted claims, under a header with one more member, written as it is. */
    public String underAlso(String member) {
        return under("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + key().kid() + "\"," + member + "}");
    }

    /** The accepted claims, under a header with another type, written as it is. */
    public String underTyped(String typ) {
        return under("{\"alg\":\"ES256\",\"typ\":" + typ + ",\"kid\":\"" + key().kid() + "\"}");
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
        claims.put("auth_time", now);
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("upn", "forged");
        claims.put("groups", List.of("admin"));
        return claims;
    }

    /** They are accepted for an hour, in which many things can be tried. */
    public Map<String, Object> lastingClaims() {
        Map<String, Object> claims = claims();
        claims.put("exp", clock.instant().getEpochSecond() + 3600);
        return claims;
    }

    /** The accepted claims, signed with {@link #rsaKey} by that algorithm, be the key for it or not. */
    public String signedByRsa(JWSAlgorithm algorithm) {
        return signedByRsa(algorithm, claims());
    }

    /** These claims, signed with {@link #rsaKey} by that algorithm, be the key for it or not. */
    public String signedByRsa(JWSAlgorithm algorithm, Map<String, Object> claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(rsaKey().kid())
                .build();
        try {
            JWSObject jws = new JWSObject(header, new Payload(claims));
            jws.sign(new RSASSASigner(rsaKey().privateKey().orElseThrow()));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server's own key for RS256; as long as the first one is too young to sign, time goes by. */
    public SigningKey rsaKey() {
        if (keys.ring().active(JwsAlgorithm.RS256).isEmpty()) {
            clock.advance(Duration.ofHours(2));
            keys.refresh();
        }
        return keys.ring().active(JwsAlgorithm.RS256).orElseThrow();
    }

    public ECPrivateKey privateKey() {
        return (ECPrivateKey) key().privateKey().orElseThrow();
    }

    public SigningKey key() {
        return keys.ring().active(JwsAlgorithm.ES256).orElseThrow();
    }
}
