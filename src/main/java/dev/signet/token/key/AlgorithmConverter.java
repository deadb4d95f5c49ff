package dev.signet.token.key;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads algorithms by the names they have in a header, {@code EdDSA} among them, and not as Java writes them. */
public final class AlgorithmConverter implements Converter<JwsAlgorithm> {
    private static final long serialVersionUID = 1L;

    @Override
    public JwsAlgorithm convert(String name) {
        return JwsAlgorithm.ofRing(name.strip())
                .orElseThrow(() -> new IllegalArgumentException("an algorithm is one of "
                        + JwsAlgorithm.RING.stream().map(JwsAlgorithm::alg).collect(Collectors.joining(", "))));
    }
}
