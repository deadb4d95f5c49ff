package dev.signet.testsupport;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection on which bytes are sent as they are, from an address of one's own. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    private final Socket socket = new Socket();

    private RawConnection(String from, int port, int receiveBuffer) throws IOException {
        socket.setSoTimeout(PATIENCE);
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
    }

    /** To the server of the test. */
    public static RawConnection from(String address) {
        return from(address, RestAssured.port, 0);
    }

    /**
     * To a port of this machine.
     *
     * @param receiveBuffer of the socket in bytes; 0 for the system's own
     */
    public static RawConnection from(String address, int port, int receiveBuffer) {
        try {
            return new RawConnection(address, port, receiveBuffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends as much as the server takes before it ends the connection. */
    public void sendAsFarAsTaken(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException refused) {
            // It took no more.
        }
    }

    /** All that comes until the server closes the connection. */
    public String rest() {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(received);
        } catch (SocketException reset) {
            // The end, too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return received.toString(StandardCharsets.UTF_8);
    }

    /** What comes up to the first time that it ends so; all of it where the server closes the connection before. */
    public String until(String end) {
        StringBuilder received = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (received.indexOf(end, received.length() - end.length()) < 0) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                received.append((char) next);
            }
        } catch (SocketException reset) {
            return received.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return received.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
