package dev.signet.endpoint.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Closes a connection so that its client can read the last answer, though it may still be sending: were the socket closed at
 * once, what comes would make the client's system drop the answer (RFC 9112 section 9.6).
 */
final class LingeringClose {
    /** How long a client has to close its side. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private LingeringClose() {}

    /** Ends our side; {@code deadline} closes the rest where the client does not. What comes meanwhile is dropped by the decoder. */
    static void of(ChannelHandlerContext context, Deadline deadline) {
        deadline.set(context, LONGEST);
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            var unused = tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel socket) {
            var unused = socket.shutdownOutput();
        } else {
            var unused = context.close();
        }
    }
}
