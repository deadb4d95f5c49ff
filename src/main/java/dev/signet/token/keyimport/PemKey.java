package dev.signet.token.keyimport;

import dev.signet.jwt.encoding.DerKey;
import dev.signet.jwt.encoding.PemBlock;
import dev.signet.jwt.encoding.PemText;
import dev.signet.jwt.strength.PrivateNumbers;
import java.io.IOException;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key in PEM (RFC 7468): PKCS#8, plain or encrypted, PKCS#1 or SEC 1.
 *
 * @param publicHalf of the public key or the certificate beside the key, where there is one
 */
record PemKey(PrivateNumbers numbers, @Nullable PublicKey publicHalf) {

    static PemKey read(String pem, @Nullable String passphrase) throws IOException {
        PemText text = PemText.of(pem);
        PemBlock key = text.privateHalf();
        if (key == null) {
            throw new KeyRefusedException("This is a public key only: signing needs the private one.");
        }
        byte[] pkcs8 =
                key.label().equals("ENCRYPTED PRIVATE KEY") ? Pbes2.decrypt(key.der(), passphrase) : DerKey.pkcs8(key);
        PemBlock other = text.publicHalf();
        return new PemKey(Pkcs8.read(pkcs8), other == null ? null : DerKey.publicKey(other));
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "PemKey";
    }
}
