package dev.signet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of the developers' door share: a moment, a secret, and how a refusal looks. */
public final class Library {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final long SECONDS = NOW.getEpochSecond();
    public static final JsonWebTokens JWT = new JsonWebTokens(Clock.fixed(NOW, ZoneOffset.UTC));
    static final JwtKey SECRET = JwtKey.secret("correct horse battery staple, and some more");

    private Library() {}

    static String signed(Map<String, Object> claims) {
        SignOptions untimed = SignOptions.builder().noTimestamp().build();
        return JWT.sign(claims, SECRET, claims.containsKey("iat") ? SignOptions.DEFAULTS : untimed);
    }

    /** By another library, which writes what ours would not. */
    static String signed(String payload) {
        try {
            JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(payload));
            jws.sign(new MACSigner(SECRET.signing().orElseThrow().getEncoded()));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> verified(Map<String, Object> claims, VerifyOptions.Builder options)
            throws JwtRejectedException {
        return JWT.verify(signed(claims), SECRET, options.build());
    }

    static Rejection rejection(ThrowingCallable verification) {
        Rejection[] rejection = new Rejection[1];
        assertThatThrownBy(verification)
                .isInstanceOfSatisfying(JwtRejectedException.class, e -> rejection[0] = e.rejection());
        return rejection[0];
    }

    static void refused(ThrowingCallable verification, String message) {
        Rejection rejection = rejection(verification);
        assertThat(rejection.name() + ": " + rejection.message()).isEqualTo("JsonWebTokenError: " + message);
    }
}
