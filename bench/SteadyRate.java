import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * GETs at a steady rate, however long the answers take: each request has its time, and what it waits for a late one before it
 * counts. Prints the 50th and the 99th percentile in milliseconds.
 *
 * <pre>
 * java bench/SteadyRate.java http://127.0.0.1:18080/api/me ACCESS-TOKEN REQUESTS-A-SECOND SECONDS
 * </pre>
 */
class SteadyRate {
    private static final int CONNECTIONS = 10;
    private static final int WARM_UP_SECONDS = 3;

    public static void main(String[] args) throws Exception {
        URI address = URI.create(args[0]);
        byte[] request = ("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                        + "\r\nAuthorization: Bearer " + args[1] + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        int rate = Integer.parseInt(args[2]);
        int unmeasured = rate * WARM_UP_SECONDS;
        int all = unmeasured + rate * Integer.parseInt(args[3]);
        double[] millis = new double[all];
        Arrays.fill(millis, Double.POSITIVE_INFINITY);
        CountDownLatch running = new CountDownLatch(CONNECTIONS);
        long start = System.nanoTime();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            int first = connection;
            new Thread(() -> {
                        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                            socket.setTcpNoDelay(true);
                            DataInputStream in = new DataInputStream(socket.getInputStream());
                            for (int i = first; i < all; i += CONNECTIONS) {
                                long due = start + i * 1_000_000_000L / rate;
                                for (long wait; (wait = due - System.nanoTime()) > 0; ) {
                                    LockSupport.parkNanos(wait);
                                }
                                socket.getOutputStream().write(request);
                                expect200(in);
                                millis[i] = (System.nanoTime() - due) / 1e6;
                            }
                        } catch (IOException e) {
                            System.err.println(e.getMessage());
                        }
                        running.countDown();
                    })
                    .start();
        }
        running.await();
        double[] measured = Arrays.copyOfRange(millis, unmeasured, all);
        Arrays.sort(measured);
        System.out.printf(
                Locale.ROOT, "%.2f %.2f%n", measured[measured.length / 2], measured[measured.length * 99 / 100]);
    }

    @SuppressWarnings("deprecation") // headers are lines of ASCII
    private static void expect200(DataInputStream in) throws IOException {
        String status = in.readLine();
        if (status == null || !status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("answered " + status);
        }
        int length = 0;
        for (String line; !(line = in.readLine()).isEmpty(); ) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
    }
}
