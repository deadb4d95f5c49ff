package dev.signet.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A place on this machine where nobody should ever call. */
final class Listener implements AutoCloseable {
    private final ServerSocketChannel channel;

    Listener() {
        try {
            channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + channel.socket().getLocalPort() + "/keys";
    }

    /** A connection is there as soon as the caller has it, accepted or not. */
    boolean wasCalled() {
        try (SocketChannel call = channel.accept()) {
            return call != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
