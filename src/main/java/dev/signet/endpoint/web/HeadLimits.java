package dev.signet.endpoint.web;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpConstants;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at the bytes of a head before they are taken apart, since what is made of them takes many times their size: the size, the
 * number of fields, and what precedes the request line (RFC 9112 sections 2.2 and 3).
 */
public final class HeadLimits {
    /** Bytes of the request line and the fields. */
    public static final int SIZE = 16 * 1024;

    /** Bytes of the request line. */
    public static final int LINE = 8 * 1024;

    static final int FIELDS = 100;

    private static final Pattern VERSION_FORM = Pattern.compile("HTTP/[0-9]\\.[0-9]");
    private static final int VERSION_LENGTH = "HTTP/1.1".length();

    /** RFC 9112 section 2.2: some old clients send one behind a body. */
    private static final int EMPTY_LINES = 1;

    private static final EarlyRefusal NO_REQUEST =
            new EarlyRefusal(400, "The request does not begin with a method (RFC 9112 section 3).");
    private static final EarlyRefusal NO_REQUEST_LINE = new EarlyRefusal(
            400,
            "A request line is a method, a target and a version such as HTTP/1.1, with one space between (RFC 9112 section 3).");
    private static final EarlyRefusal NO_NAME = new EarlyRefusal(400, "A field has no name (RFC 9112 section 5).");
    static final EarlyRefusal LINE_TOO_LONG =
            new EarlyRefusal(414, "A request line may have at most 8 KiB, and a head at most 16.");
    static final EarlyRefusal TOO_LARGE = new EarlyRefusal(431, "A head may have at most 16 KiB.");
    private static final EarlyRefusal TOO_MANY = new EarlyRefusal(431, "A head may have at most 100 fields.");

    /** Of the line that is not complete yet, how many bytes were looked at. */
    private int seen;

    private int lines;
    private int emptyLines;
    private int size;

    /** Nothing of a head has come yet. */
    public boolean untouched() {
        return seen == 0 && lines == 0 && emptyLines == 0;
    }

    public void reset() {
        seen = 0;
        lines = 0;
        emptyLines = 0;
        size = 0;
    }

    /**
     * Why the head is too large; empty as long as it is not.
     *
     * @param head from the beginning of a line on, which was perhaps looked at before, to what came last
     */
    public Optional<EarlyRefusal> look(ByteBuf head) {
        int start = head.readerIndex();
        int end = head.writerIndex();
        while (start < end) {
            int feed = head.indexOf(start + seen, end, HttpConstants.LF);
            if (lines == 0 && !isStart(head.getByte(start))) {
                return Optional.of(NO_REQUEST);
            }
            seen = (feed < 0 ? end : feed + 1) - start;
            if (size + seen > SIZE) {
                return Optional.of(lines == 0 ? LINE_TOO_LONG : TOO_LARGE);
            }
            if (feed < 0) {
                return Optional.empty();
            }
            int content = feed > start && head.getByte(feed - 1) == HttpConstants.CR ? feed - 1 : feed;
            boolean empty = content == start;
            if (!empty && lines == 0 && !isRequestLine(head, start, content)) {
                return Optional.of(NO_REQUEST_LINE);
            }
            if (lines > 0 && head.getByte(start) == HttpConstants.COLON) {
                return Optional.of(NO_NAME);
            }
            size += seen;
            seen = 0;
            start = feed + 1;
            if (!empty) {
                lines++;
            } else if (lines > 0) {
                return Optional.empty();
            } else if (++emptyLines > EMPTY_LINES) {
                return Optional.of(NO_REQUEST);
            }
            if (lines > FIELDS + 1) {
                return Optional.of(TOO_MANY);
            }
        }
        return Optional.empty();
    }

    /** Netty takes more for one: versions in lower case or with other numbers of digits, tabs, and several spaces. */
    private static boolean isRequestLine(ByteBuf head, int start, int end) {
        int target = head.indexOf(start, end, HttpConstants.SP) + 1;
        int version = target == 0 ? 0 : head.indexOf(target, end, HttpConstants.SP) + 1;
        return version > target + 1
                && end - version == VERSION_LENGTH
                && VERSION_FORM
                        .matcher(head.toString(version, VERSION_LENGTH, StandardCharsets.ISO_8859_1))
                        .matches();
    }

    /** The first byte of a method or of an empty line. */
    private static boolean isStart(byte first) {
        return first > ' ' || first == HttpConstants.CR || first == HttpConstants.LF;
    }
}
