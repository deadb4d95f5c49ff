package dev.signet.chain;

import dev.signet.audit.AuditMac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How far the chain goes, or how far somebody who follows it has come.
 *
 * @param number how many seals there were up to here since the chain was begun
 * @param hash of all of them, in hexadecimal digits
 */
record Head(long number, String hash) {
    private static final String PURPOSE = "audit chain";

    /** Before the first seal. */
    static final Head NONE = new Head(0, "0".repeat(64));

    /**
     * The head when one more event is sealed.
     *
     * @param content what it says; empty where there is none that could be sealed
     */
    Head next(byte[] content, AuditMac mac) {
        byte[] following = ByteBuffer.allocate(Long.BYTES).putLong(number + 1).array();
        return new Head(number + 1, mac.of(PURPOSE, following, hash.getBytes(StandardCharsets.US_ASCII), content));
    }
}
