package dev.signet.token.secret;

/** Lets tests of vectors at the derivation that all secrets go through. */
public final class Derivation {
    private Derivation() {}

    public static byte[] hkdf(byte[] secret, byte[] salt, byte[] info) {
        return ServerSecret.derive(secret, salt, info).getEncoded();
    }
}
