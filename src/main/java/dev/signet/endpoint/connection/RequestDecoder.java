package dev.signet.endpoint.connection;

import dev.signet.endpoint.web.EarlyRefusal;
import dev.signet.endpoint.web.HeadLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Optional;

/**
 * Vert.x's decoder, for one request at a time: what a client sends behind a request stays in the socket until that is answered. What
 * breaks {@link HeadLimits} is not decoded, but an {@link EarlyRefusal} is its message.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    /** Lines without content in succession: a chunk has three at most, so more of them are trailer fields. */
    private static final int LINES_BETWEEN = 20;

    private static final EarlyRefusal TOO_MANY_TRAILERS =
            new EarlyRefusal(431, "A body may be followed by at most 17 trailer fields.");

    private enum State {
        HEAD,
        BODY,
        /** The request is whole and not answered yet. */
        HELD,
        /** Whatever comes is dropped. */
        CLOSED
    }

    private final HeadLimits limits = new HeadLimits();
    private State state = State.HEAD;
    private int linesBetween;

    RequestDecoder() {
        super(new HttpServerOptions().setMaxInitialLineLength(HeadLimits.LINE).setMaxHeaderSize(HeadLimits.SIZE));
    }

    /** Whether the beginning of a head has come, but not its end. */
    boolean inHead() {
        return state == State.HEAD && !limits.untouched();
    }

    /** Whether the end of a request was decoded, also where it was not passed on yet, and the request is not answered. */
    boolean isWhole() {
        return state == State.HELD;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        switch (state) {
            case HEAD -> {
                Optional<EarlyRefusal> refusal = limits.look(in);
                if (refusal.isPresent()) {
                    refuse(refusal.get(), in, out);
                } else {
                    super.decode(context, in, out);
                }
            }
            case BODY -> {
                int start = in.readerIndex();
                super.decode(context, in, out);
                linesBetween = out.isEmpty() ? linesBetween + lines(in, start) : 0;
                if (linesBetween > LINES_BETWEEN) {
                    refuse(TOO_MANY_TRAILERS, in, out);
                }
            }
            case HELD -> context.channel().config().setAutoRead(false);
            case CLOSED -> in.skipBytes(in.readableBytes());
        }
        follow(out);
    }

    /** Where the client went away there is nobody to answer. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {}

    private void refuse(EarlyRefusal refusal, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
        out.add(refusal);
        state = State.CLOSED;
    }

    private void follow(List<Object> out) {
        if (out.isEmpty() || state == State.CLOSED) {
            return;
        }
        if (out.get(out.size() - 1) instanceof LastHttpContent) {
            state = State.HELD;
        } else if (out.get(0) instanceof HttpRequest) {
            state = State.BODY;
            linesBetween = 0;
        }
    }

    private static int lines(ByteBuf in, int start) {
        int lines = 0;
        for (int i = in.indexOf(start, in.readerIndex(), HttpConstants.LF);
                i >= 0;
                i = in.indexOf(i + 1, in.readerIndex(), HttpConstants.LF)) {
            lines++;
        }
        return lines;
    }

    /** The request was answered: the next one is decoded, and read where it has not come yet. */
    void next(ChannelHandlerContext context) {
        if (state != State.HELD) {
            return;
        }
        state = State.HEAD;
        limits.reset();
        if (internalBuffer().isReadable()) {
            context.executor().execute(() -> decodeRest(context));
        } else {
            readOn(context);
        }
    }

    private void decodeRest(ChannelHandlerContext context) {
        if (context.isRemoved() || !context.channel().isActive()) {
            return;
        }
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
        if (state != State.HELD) {
            readOn(context);
        }
    }

    private static void readOn(ChannelHandlerContext context) {
        if (!context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** Nothing is decoded any more; what comes is dropped. */
    void close(ChannelHandlerContext context) {
        state = State.CLOSED;
        readOn(context);
    }

    /** Without the reading on that Netty's decoder does where a client sent more than is decoded now. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (state == State.HELD) {
            discardSomeReadBytes();
            context.fireChannelReadComplete();
        } else {
            super.channelReadComplete(context);
        }
    }
}
