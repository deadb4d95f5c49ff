package dev.signet.identity.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 in Java: runs everywhere and does any number of lanes, one after the other. */
final class BouncyCastleArgon2 implements Argon2 {
    @Override
    public String engine() {
        return "bouncycastle";
    }

    @Override
    public byte[] tag(byte[] password, byte[] salt, Argon2Cost cost) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .build());
        byte[] tag = new byte[Argon2Hash.TAG_BYTES];
        generator.generateBytes(password, tag);
        return tag;
    }
}
