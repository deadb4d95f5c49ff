import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What hostile.sh does to a server: {@code java Hostile.java KIND PORT CONNECTIONS SECONDS [again]}, where KIND is one of the attacks below,
 * from source addresses 127.1.0.1, 127.1.0.2, … of a hundred connections each; with {@code again} each connection that is closed is opened
 * anew. Prints what it cost and what came of it. {@code java Hostile.java probe PORT CONNECTIONS SECONDS} is somebody who behaves: a
 * request each 10 ms, in turn on a connection that is kept and on a new one, one in five with a body; prints p50, p99, the longest and how many failed.
 */
public class Hostile {
    private static final int PER_ADDRESS = 100;
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String LOGIN = "POST /api/login" + HOST + "Content-Type: application/json\r\n";

    private static final Map<String, String> FIRST = new TreeMap<>(Map.of(
            "idle", "",
            "bodies", LOGIN + "Content-Length: 65000\r\n\r\n" + " ".repeat(60_000),
            "drip", LOGIN + "Content-Length: 60000\r\n\r\n",
            "heads", "GET /api/ping" + HOST + "a:b\r\n".repeat(13_000),
            "slow-heads", "GET /api/ping" + HOST + ("a:" + "b".repeat(155) + "\r\n").repeat(99),
            "lines", "GET /" + "a".repeat(8_000),
            "trailers", LOGIN + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "a:b\r\n".repeat(16),
            "deaf", ("GET /q/openapi" + HOST + "\r\n").repeat(2_000),
            "garbage", "\0".repeat(1_000)));

    private final String kind;
    private final int port;
    private final boolean again;
    private final byte[] first;
    private final Selector selector = Selector.open();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private long bytes;
    private long opened;
    private long refused;

    private final class Attacker {
        final int number;
        final ByteBuffer out = ByteBuffer.wrap(first);
        boolean answered;

        Attacker(int number) {
            this.number = number;
        }
    }

    Hostile(String kind, int port, boolean again) throws IOException {
        this.kind = kind;
        this.port = port;
        this.again = again;
        this.first = FIRST.get(kind).getBytes(StandardCharsets.ISO_8859_1);
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        int connections = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        if (args[0].equals("probe")) {
            probe(port, seconds);
        } else {
            new Hostile(args[0], port, args.length > 4).run(connections, seconds);
        }
    }

    private void run(int connections, int seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long nextDrip = start;
        int started = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 200 && started < connections; i++) {
                open(started++);
            }
            selector.select(10);
            for (SelectionKey key : selector.selectedKeys()) {
                serve(key);
            }
            selector.selectedKeys().clear();
            if (System.nanoTime() > nextDrip) {
                nextDrip += 2_000_000_000L;
                if (kind.equals("drip")) {
                    selector.keys().stream().filter(SelectionKey::isValid).forEach(this::drip);
                }
            }
        }
        System.out.printf("%s: %d connections opened, %d not, %d open at the end, %d bytes sent, ended by %s%n",
                kind, opened, refused, selector.keys().size(), bytes, outcomes);
        selector.close();
    }

    private void open(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        if (kind.equals("deaf")) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        }
        try {
            int address = number / PER_ADDRESS;
            channel.bind(new InetSocketAddress("127.1." + address / 250 + "." + (1 + address % 250), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.register(selector, SelectionKey.OP_CONNECT, new Attacker(number));
        } catch (IOException e) {
            refused++;
            channel.close();
        }
    }

    private void serve(SelectionKey key) throws IOException {
        Attacker attacker = (Attacker) key.attachment();
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                opened++;
                key.interestOps(attacker.out.hasRemaining() ? SelectionKey.OP_WRITE | reads() : reads());
            }
            if (key.isValid() && key.isReadable()) {
                ByteBuffer in = ByteBuffer.allocate(16);
                int read = channel.read(in);
                if (read < 0) {
                    ended(attacker, attacker.answered ? null : "end without an answer", key);
                } else if (!attacker.answered && read > 12) {
                    attacker.answered = true;
                    count("status " + new String(in.array(), 9, 3, StandardCharsets.ISO_8859_1));
                }
            }
            if (key.isValid() && key.isWritable()) {
                bytes += channel.write(attacker.out);
                if (!attacker.out.hasRemaining()) {
                    key.interestOps(reads());
                }
            }
        } catch (IOException e) {
            ended(attacker, attacker.answered ? null : "reset", key);
        }
    }

    private int reads() {
        return kind.equals("deaf") ? 0 : SelectionKey.OP_READ;
    }

    private void drip(SelectionKey key) {
        try {
            if (!((Attacker) key.attachment()).out.hasRemaining()) {
                bytes += ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {' '}));
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void ended(Attacker attacker, String outcome, SelectionKey key) throws IOException {
        if (outcome != null) {
            count(outcome);
        }
        key.channel().close();
        if (again) {
            open(attacker.number);
        }
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    private static void probe(int port, int seconds) throws Exception {
        List<Long> nanos = new ArrayList<>();
        int failed = 0;
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        Socket kept = null;
        for (int i = 0; System.nanoTime() < end; i++) {
            long due = start + i * 10_000_000L;
            while (System.nanoTime() < due) {
                Thread.sleep(0, 200_000);
            }
            long begin = System.nanoTime();
            try {
                if (i % 2 == 0) {
                    kept = kept == null ? connect(port) : kept;
                    ask(kept, i % 10 == 0);
                } else {
                    try (Socket fresh = connect(port)) {
                        ask(fresh, i % 10 == 5);
                    }
                }
            } catch (IOException e) {
                failed++;
                if (i % 2 == 0 && kept != null) {
                    kept.close();
                    kept = null;
                }
            }
            nanos.add(System.nanoTime() - begin);
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("p50 %.2f ms, p99 %.2f ms, longest %.0f ms, %d of %d failed%n",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                failed,
                sorted.length);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 30_000);
        return socket;
    }

    /** @param body whether to send one, which is refused because it says nothing: 400 */
    private static void ask(Socket socket, boolean body) throws IOException {
        String request = body ? LOGIN + "Content-Length: 2\r\n\r\n{}" : "GET /api/ping" + HOST + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[4096];
        int length = 0;
        while (!new String(answer, 0, length, StandardCharsets.ISO_8859_1).endsWith("}")) {
            int read = in.read(answer, length, answer.length - length);
            if (read < 0) {
                throw new IOException("ended");
            }
            length += read;
        }
        if (!new String(answer, 0, length, StandardCharsets.ISO_8859_1).startsWith(body ? "HTTP/1.1 400" : "HTTP/1.1 200")) {
            throw new IOException("refused");
        }
    }
}
