package dev.signet.token;

import dev.signet.key.KeyRing;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * What was found good of a token, without the token.
 *
 * @param claims as they were verified; may not be modified
 * @param reader the same, as MicroProfile JWT reads them
 * @param ring under which it was found good
 * @param end from when it is expired
 * @param size of memory, in bytes, by a careful estimate
 */
record VerifiedToken(Map<String, Object> claims, Reader reader, KeyRing ring, Instant end, int size) {
    private static final int LEAST_BYTES = 2048;

    /** Claims are held twice, as text and as JSON values, with an object for each of their parts. */
    private static final int BYTES_PER_CHARACTER = 16;

    static VerifiedToken of(Map<String, Object> claims, KeyRing ring, Instant end, int length) {
        JwtClaims read = new JwtClaims();
        claims.forEach(read::setClaim);
        int size = LEAST_BYTES + BYTES_PER_CHARACTER * length;
        return new VerifiedToken(Collections.unmodifiableMap(claims), new Reader(read), ring, end, size);
    }

    /** Gives what its superclass keeps to itself. */
    static final class Reader extends DefaultJWTCallerPrincipal {
        private Reader(JwtClaims claims) {
            super(claims);
        }

        Collection<String> names() {
            return doGetClaimNames();
        }

        @Nullable Object value(String name) {
            return getClaimValue(name);
        }
    }
}
