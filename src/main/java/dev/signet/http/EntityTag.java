package dev.signet.http;

import dev.signet.secret.RandomSecret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which version of something an answer shows or a change was made on: a strong entity tag (RFC 9110 section 8.8.3).
 *
 * @param value as it stands in {@code ETag}
 */
public record EntityTag(String value) {
    /**
     * The number of the first version of something whose name may be given again after it was deleted: random, so that no version of
     * an earlier one had it. Each change adds one.
     */
    public static long firstVersion() {
        return ByteBuffer.wrap(RandomSecret.bytes(Long.BYTES)).getLong() >>> 2;
    }

    /** The tag of a version that has a number. */
    public static EntityTag of(long version) {
        return new EntityTag("\"" + version + "\"");
    }

    /**
     * Lets pass only a change that was made on this version (RFC 9110 section 13.1.1).
     *
     * @param ifMatch the header; null when it was not sent
     * @throws DomainException 428 without the header (RFC 6585 section 3), 412 when it names other versions only
     */
    public void require(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new DomainException(Problem.of(
                    428,
                    "precondition-required",
                    "A change must say which version it was made on",
                    "Send in If-Match the ETag of what you read."));
        }
        if (!matches(ifMatch)) {
            throw new DomainException(Problem.of(
                    412,
                    "precondition-failed",
                    "It was changed since it was read",
                    "The present version is not among those of If-Match; read it again."));
        }
    }

    /** A weak tag never matches: changes are compared strongly. */
    private boolean matches(String ifMatch) {
        return ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(value::equals);
    }
}
