package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.logout;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statement 4: no signature but a right one of the right form counts, and revocation does not hang on its bytes. */
@QuarkusTest
class SignatureForgeryTest {
    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @Inject
    TestUsers users;

    private static byte[] signature(String token) {
        return Base64URL.from(token.substring(token.lastIndexOf('.') + 1)).decode();
    }

    private static String with(byte[] signature, String token) {
        return token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature);
    }

    private static byte[] joined(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        System.arraycopy(fixed(r), 0, both, 0, 32);
        System.arraycopy(fixed(s), 0, both, 32, 32);
        return both;
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static BigInteger half(byte[] signature, int from) {
        return new BigInteger(1, Arrays.copyOfRange(signature, from, from + 32));
    }

    @Test
    void missingSignatureIsRefused() {
        String token = forge.with(claims -> {});
        door.accepts(token);
        door.refuses(token.substring(0, token.lastIndexOf('.') + 1), "jwt signature is required");
        door.refuses(token.substring(0, token.lastIndexOf('.')), "jwt malformed");
    }

    @Test
    void signatureOfAnotherLengthIsRefused() {
        String token = forge.with(claims -> {});
        byte[] signature = signature(token);
        for (int length : new int[] {1, 2, 31, 32, 62, 63, 65, 96, 128, 4000}) {
            door.refuses(with(Arrays.copyOf(signature, length), token), "invalid signature");
        }
        byte[] shifted = new byte[65];
        System.arraycopy(signature, 0, shifted, 1, 64);
        door.refuses(with(shifted, token), "invalid signature");
    }

    @Test
    void derIsRefused() throws Exception {
        String token = forge.with(claims -> {});
        door.refuses(with(ECDSA.transcodeSignatureToDER(signature(token)), token), "invalid signature");
        door.refuses(with(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1}, token), "invalid signature");
    }

    /** CVE-2022-21449: with these, some verifiers found any text signed by any key. */
    @Test
    void psychicSignatureIsRefused() {
        String token = forge.with(claims -> {});
        BigInteger r = half(signature(token), 0);
        BigInteger s = half(signature(token), 32);
        BigInteger greatest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        for (BigInteger odd :
                List.of(BigInteger.ZERO, BigInteger.ONE, ORDER, ORDER.subtract(BigInteger.ONE), greatest)) {
            door.refuses(with(joined(odd, odd), token), "invalid signature");
            door.refuses(with(joined(r, odd), token), "invalid signature");
            door.refuses(with(joined(odd, s), token), "invalid signature");
        }
    }

    @Test
    void signatureOfSomethingOrSomebodyElseIsRefused() throws Exception {
        String token = forge.with(claims -> {});
        door.refuses(with(signature(forge.with(claims -> {})), token), "invalid signature");
        var stranger = new ECKeyGenerator(Curve.P_256).generate().toECPrivateKey();
        Payload payload = new Payload(forge.claims());
        door.refuses(forge.sign(payload, forge.header().build(), stranger), "invalid signature");
        String[] parts = token.split("\\.");
        String claims = Base64URL.encode(
                        Base64URL.from(parts[1]).decodeToString().replace("forged", "admin!"))
                .toString();
        door.refuses(parts[0] + "." + claims + "." + parts[2], "invalid signature");
        door.refuses(parts[1] + "." + parts[0] + "." + parts[2], "invalid algorithm");
    }

    /** ECDSA is malleable: (r, n - s) is as good as (r, s), so a token has a twin that nobody issued. */
    @Test
    void twinOfARevokedTokenIsRevoked() {
        String token = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        byte[] signature = signature(token);
        String twin = with(joined(half(signature, 0), ORDER.subtract(half(signature, 32))), token);
        door.accepts(twin);
        logout(token).then().statusCode(204);
        door.refuses(twin, "TokenRevokedError", "jwt revoked");
        door.refuses(token, "TokenRevokedError", "jwt revoked");
    }

    @Test
    void rsaSignatureIsRefusedInAnyOtherForm() {
        String token = forge.signedByRsa(JWSAlgorithm.RS256);
        door.accepts(token);
        byte[] signature = signature(token);
        byte[] modulus = ((RSAPublicKey) forge.rsaKey().jwk().getPublicKey())
                .getModulus()
                .toByteArray();
        byte[] one = new byte[signature.length];
        one[one.length - 1] = 1;
        byte[] leading = new byte[signature.length + 1];
        System.arraycopy(signature, 0, leading, 1, signature.length);
        List<byte[]> forgeries = List.of(
                new byte[1],
                new byte[signature.length],
                one,
                leading,
                modulus,
                Arrays.copyOfRange(modulus, 1, modulus.length),
                Arrays.copyOf(signature, signature.length - 1),
                Arrays.copyOf(signature, signature.length + 1));
        for (byte[] forgery : forgeries) {
            door.refuses(with(forgery, token), "invalid signature");
        }
    }
}
