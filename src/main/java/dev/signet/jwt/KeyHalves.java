package dev.signet.jwt;

import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The halves of a key pair. */
public final class KeyHalves {
    private static final Clock ANY_TIME = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private KeyHalves() {}

    /** Whether they belong together: what the one signs, the other verifies. Any two keys may be asked about. */
    public static boolean match(Key signing, Key verifying, JwsAlgorithm algorithm) {
        if (!algorithm.fits(signing) || !algorithm.fits(verifying)) {
            return false;
        }
        try {
            String probe = ExactSigner.sign(Map.of("sub", "probe"), signing, algorithm, Map.of());
            new JwtVerifier(JwtKey.of(verifying, algorithm), VerifyOptions.DEFAULTS, ANY_TIME).verify(probe);
            return true;
        } catch (JwtRejectedException | RuntimeException e) {
            // also where a provider refuses the key; its message might quote it
            return false;
        }
    }
}
