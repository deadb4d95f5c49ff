package dev.signet.identity.password;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.File;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Argon2 by libsodium, through JNA. */
final class SodiumArgon2 implements Argon2 {
    private final SodiumJava sodium;
    private final Argon2 manyLanes = new BouncyCastleArgon2();

    private SodiumArgon2(SodiumJava sodium) {
        this.sodium = sodium;
    }

    /**
     * Loads the libsodium that lies in the jar of lazysodium.
     *
     * @throws IOException or a runtime exception or a {@link LinkageError} if this machine cannot run it: unknown
     *     platform, other libc, or a temporary folder (system property {@code jna.tmpdir}) that is read-only or noexec
     */
    static SodiumArgon2 load() throws IOException {
        // Unpacked by JNA and not by lazysodium, which would unpack its whole jar, with the libraries of all platforms.
        File library = Native.extractFromResourcePath(
                LibraryLoader.getSodiumPathInResources(), SodiumJava.class.getClassLoader());
        try {
            SodiumArgon2 argon2 = new SodiumArgon2(new SodiumJava(library.getAbsolutePath()));
            argon2.checkAgainstReference();
            return argon2;
        } finally {
            // Unix keeps a loaded library after its name is gone; Windows refuses, and JNA clears up at its next start.
            if (isCopy(library)) {
                library.delete();
            }
        }
    }

    @Override
    public String engine() {
        return "sodium";
    }

    @Override
    public byte[] tag(byte[] password, byte[] salt, Argon2Cost cost) {
        if (cost.parallelism() != 1) {
            // libsodium computes one lane only. We never write such a hash; an imported one must still verify.
            return manyLanes.tag(password, salt, cost);
        }
        // libsodium reads as many bytes as it takes a salt to have, whatever the array's length.
        if (salt.length != Argon2Hash.SALT_BYTES) {
            throw new IllegalArgumentException("The salt must have 16 bytes");
        }
        byte[] tag = new byte[Argon2Hash.TAG_BYTES];
        int status = sodium.crypto_pwhash(
                tag,
                tag.length,
                password,
                password.length,
                salt,
                cost.iterations(),
                new NativeLong(cost.memory() * 1024L),
                PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue());
        if (status != 0) {
            // Bounds are checked before, so what is left is memory; and then the tag is not a hash of anything.
            throw new IllegalStateException("libsodium could not compute Argon2id with " + cost);
        }
        return tag;
    }

    /** A library that loads but computes something else would lock everybody out, or worse, let them in. */
    private void checkAgainstReference() {
        byte[] expected =
                HexFormat.of().parseHex("09a57edd2559d384552e22e9736e92be" + "4e42ddb5f8944b3592e479ab0b2c1666");
        byte[] salt = {'s', 'o', 'm', 'e', 's', 'a', 'l', 't', 0, 0, 0, 0, 0, 0, 0, 0};
        if (!MessageDigest.isEqual(expected, tag(new byte[0], salt, new Argon2Cost(8, 1, 1)))) {
            throw new IllegalStateException("libsodium disagrees with the reference implementation");
        }
    }

    /** Outside a jar JNA hands back the original. */
    private static boolean isCopy(File library) {
        return library.getName().startsWith("jna");
    }
}
