package dev.signet.endpoint.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadLimitsTest {
    private static final String LINE = "GET / HTTP/1.1\r\n";

    @Test
    void headOfAHundredFieldsIsRead() {
        assertThat(status(LINE + "a:b\r\n".repeat(100) + "\r\n")).isZero();
        assertThat(status(LINE + "a:b\r\n".repeat(101) + "\r\n")).isEqualTo(431);
    }

    /** That of a request whose body follows at once counts no line of the body. */
    @Test
    void whatFollowsTheHeadIsNotLookedAt() {
        assertThat(status(LINE + "\r\n" + "\n".repeat(20_000))).isZero();
    }

    @Test
    void headIsAtMost16KiB() {
        String field = "a:" + "x".repeat(HeadLimits.SIZE - LINE.length() - "a:\r\n\r\n".length());
        assertThat(status(LINE + field + "\r\n\r\n")).isZero();
        assertThat(status(LINE + field + "x\r\n\r\n")).isEqualTo(431);
        assertThat(status(LINE + field + "xxxx")).isZero();
        assertThat(status(LINE + field + "xxxxx")).isEqualTo(431);
    }

    @Test
    void lineWithoutEndIsTooLong() {
        assertThat(status("GET /" + "x".repeat(HeadLimits.SIZE))).isEqualTo(414);
    }

    @Test
    void oneEmptyLineMayPrecedeARequest() {
        assertThat(status("\r\n" + LINE + "\r\n")).isZero();
        assertThat(status("\r\n\r\n" + LINE + "\r\n")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0GET / HTTP/1.1\r\n", " GET / HTTP/1.1\r\n", "\u0016\u0003\u0001", "\u00e9", "\r\n\0"})
    void requestBeginsWithAMethod(String start) {
        assertThat(status(start)).isEqualTo(400);
    }

    private static int status(String head) {
        int whole = status(head, head.length());
        for (int step : new int[] {1, 7, 4096}) {
            assertThat(status(head, step)).as("in steps of %d", step).isEqualTo(whole);
        }
        return whole;
    }

    /** As the decoder does: whole lines are taken away, the rest is looked at again. */
    private static int status(String head, int step) {
        HeadLimits limits = new HeadLimits();
        ByteBuf bytes = Unpooled.buffer();
        byte[] all = head.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < all.length; from += step) {
            bytes.writeBytes(all, from, Math.min(step, all.length - from));
            Optional<EarlyRefusal> refusal = limits.look(bytes);
            if (refusal.isPresent()) {
                return refusal.get().status();
            }
            int lineEnd = bytes.toString(StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
            if (head.startsWith(LINE) && limitsEnd(all, from + step)) {
                return 0;
            }
            bytes.skipBytes(lineEnd);
            bytes.discardReadBytes();
        }
        return 0;
    }

    private static boolean limitsEnd(byte[] all, int upTo) {
        return new String(all, 0, Math.min(upTo, all.length), StandardCharsets.ISO_8859_1).contains("\r\n\r\n");
    }
}
