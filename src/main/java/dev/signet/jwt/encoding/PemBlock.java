package dev.signet.jwt.encoding;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a text in PEM (RFC 7468). What stands around blocks is for people (section 2), and not read. */
public record PemBlock(String label, String body) {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9. ]{1,40})-----");

    /**
     * All blocks of a text, in their order.
     *
     * @throws UnreadableKeyException if one has no end
     */
    static List<PemBlock> all(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        int from = 0;
        while (begin.find(from)) {
            String label = begin.group(1);
            String endLine = "-----END " + label + "-----";
            int end = text.indexOf(endLine, begin.end());
            int next = text.indexOf("-----BEGIN ", begin.end());
            if (end < 0 || (next >= 0 && next < end)) {
                throw new UnreadableKeyException("the PEM block " + label + " has no end");
            }
            blocks.add(new PemBlock(label, text.substring(begin.end(), end)));
            from = end + endLine.length();
        }
        return blocks;
    }

    /** Whether it is encrypted as PEM was once (RFC 1421 section 4.6.1.1): the encrypted form of PKCS#8 has a label of its own. */
    boolean isEncryptedByHeaders() {
        return body.contains("Proc-Type:");
    }

    /**
     * What it holds.
     *
     * @throws UnreadableKeyException if that is not base64
     */
    public byte[] der() {
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new UnreadableKeyException("the PEM block " + label
                    + (body.contains("\\n")
                            ? " has \\n in two characters where its lines should end"
                            : " is not base64"));
        }
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
