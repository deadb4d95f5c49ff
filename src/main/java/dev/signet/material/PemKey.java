package dev.signet.material;

import dev.signet.jwt.PrivateNumbers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a private key in PEM (RFC 7468 sections 10 and 11): PKCS#8, plain or encrypted, and nothing beside it. */
final class PemKey {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----");

    private record Block(String label, String body) {}

    private PemKey() {}

    static PrivateNumbers read(String pem, @Nullable String passphrase) throws IOException, GeneralSecurityException {
        List<Block> blocks = blocks(pem);
        if (blocks.size() > 1) {
            throw new KeyRefusedException("The PEM text holds more than one block: send the private key alone.");
        }
        if (blocks.isEmpty()) {
            throw new KeyRefusedException("The text is no key in PEM.");
        }
        Block block = blocks.get(0);
        return switch (block.label()) {
            case "PRIVATE KEY" -> Pkcs8.read(decode(block.body()));
            case "ENCRYPTED PRIVATE KEY" -> Pkcs8.read(Pbes2.decrypt(decode(block.body()), passphrase));
            case "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE" ->
                throw new KeyRefusedException("This is a public key only: signing needs the private one.");
            case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY" ->
                throw new KeyRefusedException("The key is not in PKCS#8: convert it with openssl pkcs8 -topk8.");
            default -> throw new KeyRefusedException("The PEM text holds no private key in PKCS#8.");
        };
    }

    private static List<Block> blocks(String pem) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(pem);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static byte[] decode(String body) {
        return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    }
}
