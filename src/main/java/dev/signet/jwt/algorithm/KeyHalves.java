package dev.signet.jwt.algorithm;

import java.security.Key;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The halves of a key pair. */
public final class KeyHalves {
    private KeyHalves() {}

    /** Whether they belong together: what the one signs, the other verifies. Any two keys may be asked about. */
    public static boolean match(Key signing, Key verifying, JwsAlgorithm algorithm) {
        if (!algorithm.fits(signing) || !algorithm.fits(verifying)) {
            return false;
        }
        try {
            String probe = ExactSigner.sign(Map.of("sub", "probe"), signing, algorithm, Map.of());
            JsonWebSignature signed = new JsonWebSignature();
            signed.setAlgorithmConstraints(
                    new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm.alg()));
            signed.setCompactSerialization(probe);
            signed.setKey(verifying);
            return signed.verifySignature();
        } catch (JoseException | RuntimeException e) {
            // also where a provider refuses the key; its message might quote it
            return false;
        }
    }
}
