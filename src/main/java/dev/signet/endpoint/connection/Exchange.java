package dev.signet.endpoint.connection;

import dev.signet.endpoint.web.EarlyRefusal;
import dev.signet.endpoint.web.HeadRules;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/**
 * Follows one request and its answer after the other, between the decoder and Vert.x: deadlines, the bytes of bodies, and the end of a
 * connection whose request was answered before it was whole.
 */
final class Exchange extends ChannelDuplexHandler {
    private static final EarlyRefusal HEAD_TOO_SLOW = new EarlyRefusal(408, "The head did not come in time.");
    private static final EarlyRefusal BODY_TOO_SLOW = new EarlyRefusal(408, "The body did not come in time.");
    private static final EarlyRefusal BODIES_FULL =
            new EarlyRefusal(503, "Too many bodies are being received at this moment.");
    private static final EarlyRefusal BAD_CHUNK =
            new EarlyRefusal(400, "The body breaks a rule of chunked transfer coding (RFC 9112 section 7.1).");

    /** Each costs as much as some hundred bytes. */
    private static final int MOST_CHUNKS = 4096;

    private static final EarlyRefusal TOO_MANY_CHUNKS =
            new EarlyRefusal(413, "A body may come in at most " + MOST_CHUNKS + " chunks.");

    private enum Phase {
        /** Nothing of the next request has come. */
        IDLE,
        HEAD,
        BODY,
        /** The request is whole, and the answer is being made. */
        WORK,
        /** The answer is made, and the client has not received all of it. */
        ANSWER,
        /** No request is taken any more; the answer to the last one is on its way. */
        CLOSING
    }

    private final Connection connection;
    private final ConnectionBounds bounds;
    private final ConnectionConfig config;
    private final RequestDecoder decoder;
    private final ChannelHandlerContext decoderContext;
    private final Deadline deadline;
    private ChannelHandlerContext context;
    private Phase phase = Phase.IDLE;
    private int chunks;

    Exchange(
            Connection connection,
            ConnectionBounds bounds,
            ConnectionConfig config,
            RequestDecoder decoder,
            ChannelHandlerContext decoderContext) {
        this.connection = connection;
        this.bounds = bounds;
        this.config = config;
        this.decoder = decoder;
        this.decoderContext = decoderContext;
        this.context = decoderContext;
        this.deadline = new Deadline(this::deadlinePassed);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        // As for a head: who opens a connection wants to send something.
        deadline.set(added, config.headDeadline());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        deadline.cancelTimer();
    }

    @Override
    public void channelRead(ChannelHandlerContext received, Object message) {
        if (phase == Phase.CLOSING) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof EarlyRefusal refusal) {
            bounds.count(CloseReason.MALFORMED);
            refuse(refusal);
        } else if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent content) {
            body(content);
        } else {
            received.fireChannelRead(message);
        }
    }

    private void begin(HttpRequest request) {
        Optional<EarlyRefusal> refusal = HeadRules.refusal(request);
        if (refusal.isPresent()) {
            bounds.count(CloseReason.MALFORMED);
            phase = Phase.CLOSING;
            answerInstead(request, refusal.get());
        } else {
            phase = Phase.BODY;
            chunks = 0;
            deadline.clear();
            if (decoder.isWhole()) {
                // What needs no worker is answered before the end of the request is passed on.
                whole();
            }
            // No other protocol is spoken here, and Vert.x would (RFC 9110 section 7.8).
            request.headers().remove(HttpHeaderNames.UPGRADE);
            EarlyRefusal.nextRequest(context.channel());
            context.fireChannelRead(request);
        }
    }

    private void body(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            ReferenceCountUtil.release(content);
            bounds.count(CloseReason.MALFORMED);
            refuse(BAD_CHUNK);
        } else if (++chunks > MOST_CHUNKS) {
            ReferenceCountUtil.release(content);
            bounds.count(CloseReason.MALFORMED);
            refuse(TOO_MANY_CHUNKS);
        } else if (!bounds.hold(connection, content.content().readableBytes())) {
            ReferenceCountUtil.release(content);
            bounds.count(CloseReason.BODIES_FULL);
            refuse(BODIES_FULL);
        } else {
            if (content instanceof LastHttpContent && phase == Phase.BODY) {
                whole();
            }
            context.fireChannelRead(content);
        }
    }

    private void whole() {
        phase = Phase.WORK;
        deadline.clear();
        connection.waitingSince = Connection.FOR_US;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext received) {
        if (phase == Phase.IDLE && decoder.inHead()) {
            phase = Phase.HEAD;
            deadline.set(context, config.headDeadline());
            waits();
        } else if (phase == Phase.BODY && !deadline.isSet()) {
            deadline.set(context, config.bodyDeadline());
            waits();
        }
        received.fireChannelReadComplete();
    }

    private void waits() {
        connection.waitingSince = System.nanoTime();
    }

    @Override
    public void write(ChannelHandlerContext written, Object message, ChannelPromise promise) {
        boolean informational = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (!informational && message instanceof HttpResponse response) {
            if (phase == Phase.BODY) {
                phase = Phase.CLOSING;
            }
            if (phase == Phase.CLOSING) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        boolean last = !informational && message instanceof LastHttpContent;
        var unused = written.write(message, last ? answered(promise.unvoid()) : promise);
    }

    private ChannelPromise answered(ChannelPromise promise) {
        if (phase == Phase.WORK) {
            phase = Phase.ANSWER;
        }
        bounds.release(connection);
        waits();
        deadline.set(context, config.answerDeadline());
        promise.addListener(done -> {
            if (!done.isSuccess()) {
                close();
            } else if (phase == Phase.CLOSING) {
                decoder.close(decoderContext);
                LingeringClose.of(context, deadline);
            } else {
                idle();
            }
        });
        return promise;
    }

    private void idle() {
        phase = Phase.IDLE;
        // Vert.x closes what is idle for too long (quarkus.http.idle-timeout).
        deadline.clear();
        waits();
        decoder.next(decoderContext);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext received, Object event) {
        if (event instanceof CloseReason reason) {
            end(reason);
        } else {
            received.fireUserEventTriggered(event);
        }
    }

    private void deadlinePassed() {
        switch (phase) {
            case HEAD, IDLE -> end(CloseReason.HEAD_DEADLINE);
            case BODY -> end(CloseReason.BODY_DEADLINE);
            case ANSWER -> end(CloseReason.ANSWER_DEADLINE);
            case CLOSING -> close();
            case WORK -> {
                // The client did its part.
            }
        }
    }

    private void end(CloseReason reason) {
        if (phase == Phase.CLOSING) {
            if (reason == CloseReason.GAVE_WAY) {
                // Another has its place already.
                close();
            }
            return;
        }
        if (phase == Phase.WORK || (reason == CloseReason.BODIES_FULL && phase != Phase.BODY)) {
            // Its client did its part meanwhile: it is answered first.
            phase = reason == CloseReason.GAVE_WAY ? Phase.CLOSING : phase;
            return;
        }
        bounds.count(reason);
        switch (reason) {
            case HEAD_DEADLINE -> {
                if (phase == Phase.HEAD) {
                    refuse(HEAD_TOO_SLOW);
                    context.fireChannelReadComplete();
                } else {
                    close();
                }
            }
            case BODY_DEADLINE -> refuse(BODY_TOO_SLOW);
            case BODIES_FULL -> refuse(BODIES_FULL);
            default -> close();
        }
    }

    /** At once: Vert.x, which {@code channel.close()} would ask, first waits until all was received that it has written. */
    private void close() {
        var unused = context.close();
    }

    /** Answers what has come so far of a request, and then closes. */
    private void refuse(EarlyRefusal refusal) {
        boolean ofBody = phase == Phase.BODY || phase == Phase.WORK;
        phase = Phase.CLOSING;
        bounds.release(connection);
        decoder.close(decoderContext);
        deadline.set(context, LingeringClose.LONGEST);
        if (!ofBody) {
            answerInstead(RefusedRequest.unknown(), refusal);
        } else if (!refusal.ofBody(context.channel())) {
            close();
        }
    }

    private void answerInstead(HttpRequest request, EarlyRefusal refusal) {
        decoder.close(decoderContext);
        deadline.set(context, LingeringClose.LONGEST);
        refusal.ofHead(context.channel());
        context.fireChannelRead(RefusedRequest.of(request));
        context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
