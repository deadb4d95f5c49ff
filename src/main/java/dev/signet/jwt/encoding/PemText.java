package dev.signet.jwt.encoding;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The key in a text in PEM (RFC 7468): of all blocks, those that hold it. Parameters and the like may stand beside them.
 *
 * @param privateHalf in any form, encrypted ones too
 * @param publicHalf a public key, or else the first certificate: a chain begins with that of the key (RFC 8446 section 4.4.2)
 */
public record PemText(
        @Nullable PemBlock privateHalf, @Nullable PemBlock publicHalf) {
    /** RFC 7468 section 5.2. */
    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE");

    private static final int MOST_NAMED = 6;

    /** Whether a text is meant as PEM, well-formed or not. */
    public static boolean looksLike(String text) {
        return text.contains("-----BEGIN ");
    }

    /**
     * Finds the one key of a text. Whether its halves belong together is not asked here.
     *
     * @throws UnreadableKeyException if there is none, or more than one; the message names the blocks that are there
     */
    public static PemText of(String text) {
        List<PemBlock> blocks = PemBlock.all(text);
        if (blocks.isEmpty()) {
            throw new UnreadableKeyException(
                    "the text holds no block of PEM, as -----BEGIN PUBLIC KEY----- begins one");
        }
        List<PemBlock> privateKeys = labelled(blocks, label -> label.endsWith("PRIVATE KEY"));
        List<PemBlock> publicKeys = labelled(blocks, label -> label.endsWith("PUBLIC KEY"));
        List<PemBlock> certificates = labelled(blocks, CERTIFICATES::contains);
        if (privateKeys.size() > 1 || publicKeys.size() + Math.min(1, certificates.size()) > 1) {
            throw new UnreadableKeyException("the PEM text holds more than one key: " + labels(blocks));
        }
        PemBlock privateHalf = first(privateKeys);
        PemBlock publicHalf = publicKeys.isEmpty() ? first(certificates) : first(publicKeys);
        if (privateHalf == null && publicHalf == null) {
            throw new UnreadableKeyException("the PEM text holds no key: " + labels(blocks));
        }
        return new PemText(privateHalf, publicHalf);
    }

    private static List<PemBlock> labelled(List<PemBlock> blocks, Predicate<String> label) {
        return blocks.stream().filter(block -> label.test(block.label())).toList();
    }

    private static @Nullable PemBlock first(List<PemBlock> blocks) {
        return blocks.isEmpty() ? null : blocks.get(0);
    }

    private static String labels(List<PemBlock> blocks) {
        String labels = blocks.stream().limit(MOST_NAMED).map(PemBlock::label).collect(Collectors.joining(", "));
        return blocks.size() > MOST_NAMED ? labels + " and " + (blocks.size() - MOST_NAMED) + " more" : labels;
    }
}
