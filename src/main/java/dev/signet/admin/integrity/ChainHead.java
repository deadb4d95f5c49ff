package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditMac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the chain goes, or how far somebody who follows it has come.
 *
 * @param number how many seals there were up to here since the chain was begun
 * @param hash of all of them, in hexadecimal digits
 */
record ChainHead(long number, String hash) {
    private static final String PURPOSE = "audit chain";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /** Before the first seal. */
    static final ChainHead NONE = new ChainHead(0, "0".repeat(64));

    /** Reads what {@link #toString} writes; empty for anything else. */
    static Optional<ChainHead> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ChainHead(Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    /** {@code <seal>:<hash>}. */
    @Override
    public String toString() {
        return number + ":" + hash;
    }

    /**
     * The head when one more event is sealed.
     *
     * @param content what it says; empty where there is none that could be sealed
     */
    ChainHead next(byte[] content, AuditMac mac) {
        byte[] following = ByteBuffer.allocate(Long.BYTES).putLong(number + 1).array();
        return new ChainHead(number + 1, mac.of(PURPOSE, following, hash.getBytes(StandardCharsets.US_ASCII), content));
    }
}
