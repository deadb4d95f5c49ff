package dev.signet.endpoint.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A hash as an earlier, weaker configuration would have made it. */
final class WeakHash {
    private WeakHash() {}

    static String of(String password) {
        byte[] salt = new byte[16];
        byte[] tag = new byte[32];
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(8192)
                .withIterations(1)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), tag);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=8192,t=1,p=1$" + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }
}
