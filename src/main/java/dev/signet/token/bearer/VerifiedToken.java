package dev.signet.token.bearer;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * What was found good of a token, without the token.
 *
 * @param claims as they were verified; may not be modified
 * @param reader the same, as MicroProfile JWT reads them
 * @param ring the identity of the ring under which it was found good
 * @param end from when it is expired
 * @param size of memory, in bytes, by a careful estimate
 */
record VerifiedToken(Map<String, Object> claims, Reader reader, Object ring, Instant end, int size) {
    private static final int LEAST_BYTES = 1024;

    static VerifiedToken of(Map<String, Object> claims, Object ring, Instant end) {
        JwtClaims read = new JwtClaims();
        claims.forEach(read::setClaim);
        int size = LEAST_BYTES + 2 * bytes(claims);
        return new VerifiedToken(claims, new Reader(read), ring, end, size);
    }

    /** Of a value; the reader has its own, in the types of Jakarta JSON. Rather too much than too little. */
    private static int bytes(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            int members = 0;
            for (Map.Entry<?, ?> member : object.entrySet()) {
                members += 64 + bytes(member.getKey()) + bytes(member.getValue());
            }
            return 128 + members;
        }
        if (value instanceof Collection<?> array) {
            return 104 + array.stream().mapToInt(item -> 8 + bytes(item)).sum();
        }
        return value instanceof String text ? 48 + 2 * text.length() : value instanceof Long ? 32 : 104;
    }

    /** Gives what its superclass keeps to itself, and looks names up without an exception for each that is not a standard one. */
    static final class Reader extends DefaultJWTCallerPrincipal {
        private static final Map<String, Claims> STANDARD =
                Arrays.stream(Claims.values()).collect(Collectors.toUnmodifiableMap(Claims::name, claim -> claim));

        private Reader(JwtClaims claims) {
            super(claims);
        }

        @Override
        protected Claims getClaimType(String name) {
            return STANDARD.getOrDefault(name, Claims.UNKNOWN);
        }

        Collection<String> names() {
            return doGetClaimNames();
        }

        @Nullable Object value(String name) {
            return getClaimValue(name);
        }
    }
}
