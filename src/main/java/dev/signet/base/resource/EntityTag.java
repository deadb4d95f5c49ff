package dev.signet.base.resource;

import dev.signet.base.crypto.RandomSecret;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which version of something an answer shows or a change was made on: a strong entity tag (RFC 9110 section 8.8.3).
 *
 * @param value as it stands in {@code ETag}
 */
public record EntityTag(String value) {
    /** A tag of a list, where there is one, and the comma behind it. */
    private static final Pattern ELEMENT = Pattern.compile("\\s*+(?:(?:W/)?\"([!#-~\\x80-\\xFF]*+)\"\\s*+)?(?:,|$)");

    /** What Apache, Jetty and others add to the tag of an answer that they compress. */
    private static final Pattern CODING = Pattern.compile("--?(gzip|br|zstd|deflate)$");

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
     * Whether the header names this version, weakly compared (RFC 9110 section 8.8.3.2): also as a tag that a proxy weakened or gave a
     * suffix because it compressed the answer. For a change that is as safe as the strong comparison: our tags stand for versions of
     * what is stored, so that two answers with one tag differ in their bytes at most.
     *
     * @param header the value of {@code If-Match} or {@code If-None-Match}; null when it was not sent
     */
    public boolean isAmong(@Nullable String header) {
        if (header == null) {
            return false;
        }
        if (header.strip().equals("*")) {
            return true;
        }
        Matcher element = ELEMENT.matcher(header);
        while (element.regionStart() < header.length() && element.lookingAt()) {
            if (isThis(element.group(1))) {
                return true;
            }
            element.region(element.end(), header.length());
        }
        return false;
    }

    private boolean isThis(@Nullable String opaque) {
        return opaque != null && value.equals('"' + CODING.matcher(opaque).replaceFirst("") + '"');
    }
}
