import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.File;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id hashes per second at m=19456 KiB, t=2, p=1, of the bare libraries.
 *
 * <pre>
 * ./mvnw -q dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "$(cat target/classpath)" bench/Argon2Rate.java sodium|bouncycastle [threads]
 * </pre>
 */
class Argon2Rate {
    private static final int MEMORY = 19456;
    private static final int ITERATIONS = 2;
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS = 5;

    interface Engine {
        void hash(byte[] password, byte[] salt, byte[] tag);
    }

    public static void main(String[] args) throws Exception {
        String name = args.length > 0 ? args[0] : "sodium";
        int threads =
                args.length > 1 ? Integer.parseInt(args[1]) : Runtime.getRuntime().availableProcessors();
        Engine engine = name.equals("sodium") ? sodium() : bouncyCastle();
        rate(engine, threads, WARM_UP_SECONDS);
        System.out.printf(
                Locale.ROOT, "argon2id %s threads=%d rate=%.1f/s%n", name, threads, rate(engine, threads, SECONDS));
    }

    /** Counts whole hashes, and the time until the last of them, so that none is counted in part. */
    private static double rate(Engine engine, int threads, double seconds) throws InterruptedException {
        AtomicLong hashes = new AtomicLong();
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        byte[] password = "correct horse battery staple".getBytes();
                        byte[] salt = new byte[16];
                        byte[] tag = new byte[32];
                        while (System.nanoTime() - start < seconds * 1e9) {
                            engine.hash(password, salt, tag);
                            salt[0]++;
                            hashes.incrementAndGet();
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        return hashes.get() * 1e9 / (System.nanoTime() - start);
    }

    private static Engine sodium() throws Exception {
        File library =
                Native.extractFromResourcePath(LibraryLoader.getSodiumPathInResources(), SodiumJava.class.getClassLoader());
        SodiumJava sodium = new SodiumJava(library.getAbsolutePath());
        library.delete();
        int algorithm = PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue();
        return (password, salt, tag) -> {
            NativeLong memory = new NativeLong(MEMORY * 1024L);
            if (sodium.crypto_pwhash(tag, tag.length, password, password.length, salt, ITERATIONS, memory, algorithm)
                    != 0) {
                throw new IllegalStateException("libsodium failed");
            }
        };
    }

    private static Engine bouncyCastle() {
        return (password, salt, tag) -> {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withMemoryAsKB(MEMORY)
                    .withIterations(ITERATIONS)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            generator.generateBytes(password, tag);
        };
    }
}
