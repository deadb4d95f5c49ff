package dev.signet.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to another port of this machine that a test can cut and mend. */
public final class TcpRelay implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private Thread doorkeeper;
    private volatile boolean frozen;

    public TcpRelay(int target) {
        this.target = target;
        this.port = listen(0);
    }

    public int port() {
        return port;
    }

    /** Ends every connection and refuses new ones. */
    public void cut() {
        try {
            door.close();
            // Until its accept() has returned, the kernel keeps the port.
            doorkeeper.join();
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void mend() {
        listen(port);
    }

    /** Lets nothing through any more, and tells nobody: as a network that swallows packets. */
    public void freeze() {
        frozen = true;
    }

    /** What was held back is lost, connections from before with it. */
    public void thaw() {
        frozen = false;
        cut();
        mend();
    }

    @Override
    public void close() {
        cut();
    }

    private int listen(int on) {
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on));
            door = fresh;
            doorkeeper = daemon(() -> accept(fresh));
            return fresh.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (true) {
            try {
                Socket near = from.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                daemon(() -> copy(near, far));
                daemon(() -> copy(far, near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            byte[] buffer = new byte[8192];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!frozen) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException closed) {
            // cut by the test, or by one of the ends
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
