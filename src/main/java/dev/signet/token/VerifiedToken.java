package dev.signet.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final int LEAST_BYTES = 2048;

    /** Claims are held twice, as text and as JSON values, with an object for each of their parts. */
    private static final int BYTES_PER_CHARACTER = 16;

    static VerifiedToken of(Map<String, Object> claims, Object ring, Instant end, int length) {
        JwtClaims read = new JwtClaims();
        claims.forEach((name, value) -> read.setClaim(name, frozen(value)));
        int size = LEAST_BYTES + BYTES_PER_CHARACTER * length;
        return new VerifiedToken(Collections.unmodifiableMap(claims), new Reader(read), ring, end, size);
    }

    /** Many requests share it. */
    private static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            object.forEach((name, member) -> copy.put(name, frozen(member)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Collection<?> array) {
            List<@Nullable Object> copy = new ArrayList<>();
            array.forEach(item -> copy.add(frozen(item)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    /** Gives what its superclass keeps to itself, and reads each claim once: it looks names up by an exception. */
    static final class Reader extends DefaultJWTCallerPrincipal {
        private static final Set<String> STANDARD =
                Arrays.stream(Claims.values()).map(Claims::name).collect(Collectors.toUnmodifiableSet());

        private final Map<String, @Nullable Object> values = new HashMap<>();

        private Reader(JwtClaims claims) {
            super(claims);
            for (String name : claims.getClaimNames()) {
                Object value = getClaimValue(name);
                values.put(name, value instanceof Set<?> several ? Collections.unmodifiableSet(several) : value);
            }
        }

        Collection<String> names() {
            return doGetClaimNames();
        }

        /** Of a date that the token does not have, MicroProfile JWT says 0. */
        @Nullable Object value(String name) {
            Object value = values.get(name);
            return value == null && STANDARD.contains(name) ? getClaimValue(name) : value;
        }
    }
}
