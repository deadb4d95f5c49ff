package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.logout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Check;
import dev.signet.jwt.JsonWebTokens;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.SignOptions;
import dev.signet.jwt.VerifyOptions;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.Ecdsa;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is made of signatures, by whichever provider they are verified. */
abstract class SignatureForgeries {
    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    private static byte[] signature(String token) {
        return Base64URL.from(token.substring(token.lastIndexOf('.') + 1)).decode();
    }

    private static String with(byte[] signature, String token) {
        return token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature);
    }

    @Test
    void missingSignatureIsRefused() {
        String token = forge.with(claims -> {});
        door.accepts(token);
        door.refuses(token.substring(0, token.lastIndexOf('.') + 1), Check.STRUCTURE, "jwt signature is required");
        door.refuses(token.substring(0, token.lastIndexOf('.')), Check.STRUCTURE, "jwt malformed");
    }

    @Test
    void signatureOfAnotherLengthIsRefused() {
        String token = forge.with(claims -> {});
        byte[] signature = signature(token);
        for (int length : new int[] {1, 2, 31, 32, 62, 63, 65, 96, 128, 4000}) {
            door.refuses(with(Arrays.copyOf(signature, length), token), Check.SIGNATURE, "invalid signature");
        }
        byte[] shifted = new byte[65];
        System.arraycopy(signature, 0, shifted, 1, 64);
        door.refuses(with(shifted, token), Check.SIGNATURE, "invalid signature");
    }

    @Test
    void derIsRefused() throws Exception {
        String token = forge.with(claims -> {});
        door.refuses(
                with(ECDSA.transcodeSignatureToDER(signature(token)), token), Check.SIGNATURE, "invalid signature");
        door.refuses(with(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1}, token), Check.SIGNATURE, "invalid signature");
    }

    /** CVE-2022-21449: with these, some verifiers found any text signed by any key. */
    @Test
    void psychicSignatureIsRefused() {
        String token = forge.with(claims -> {});
        BigInteger r = Ecdsa.half(signature(token), 0);
        BigInteger s = Ecdsa.half(signature(token), 1);
        BigInteger greatest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        for (BigInteger odd :
                List.of(BigInteger.ZERO, BigInteger.ONE, Ecdsa.ORDER, Ecdsa.ORDER.subtract(BigInteger.ONE), greatest)) {
            door.refuses(with(Ecdsa.joined(odd, odd), token), Check.SIGNATURE, "invalid signature");
            door.refuses(with(Ecdsa.joined(r, odd), token), Check.SIGNATURE, "invalid signature");
            door.refuses(with(Ecdsa.joined(odd, s), token), Check.SIGNATURE, "invalid signature");
        }
    }

    @Test
    void signatureOfSomethingOrSomebodyElseIsRefused() throws Exception {
        String token = forge.with(claims -> {});
        door.refuses(with(signature(forge.with(claims -> {})), token), Check.SIGNATURE, "invalid signature");
        var stranger = new ECKeyGenerator(Curve.P_256).generate().toECPrivateKey();
        Payload payload = new Payload(forge.claims());
        door.refuses(forge.sign(payload, forge.header().build(), stranger), Check.SIGNATURE, "invalid signature");
        String[] parts = token.split("\\.");
        String claims = Base64URL.encode(
                        Base64URL.from(parts[1]).decodeToString().replace("forged", "admin!"))
                .toString();
        door.refuses(parts[0] + "." + claims + "." + parts[2], Check.SIGNATURE, "invalid signature");
        door.refuses(parts[1] + "." + parts[0] + "." + parts[2], Check.ALGORITHM, "invalid algorithm");
    }

    @Test
    void twinOfARevokedTokenIsRevoked() {
        String token = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        String twin = Ecdsa.twin(token);
        door.accepts(twin);
        logout(token).then().statusCode(204);
        door.refuses(twin, Check.REVOKED, "TokenRevokedError", "jwt revoked");
        door.refuses(token, Check.REVOKED, "TokenRevokedError", "jwt revoked");
    }

    @Test
    void rsaSignatureIsRefusedInAnyOtherForm() {
        String token = forge.signedByRsa(JWSAlgorithm.RS256);
        door.accepts(token);
        for (byte[] forgery :
                rsaForgeries(signature(token), forge.rsaKey().jwk().getPublicKey())) {
            door.refuses(with(forgery, token), Check.SIGNATURE, "invalid signature");
        }
    }

    private static List<byte[]> rsaForgeries(byte[] signature, PublicKey key) {
        BigInteger modulus = ((RSAPublicKey) key).getModulus();
        BigInteger number = new BigInteger(1, signature);
        int length = signature.length;
        return List.of(
                new byte[1],
                new byte[length],
                Ecdsa.fixed(BigInteger.ONE, length),
                Ecdsa.fixed(modulus, length),
                Ecdsa.fixed(modulus, length + 1),
                Ecdsa.fixed(modulus.subtract(BigInteger.ONE), length),
                Ecdsa.fixed(modulus.subtract(number), length),
                // the same signature to whoever only reckons; its first byte is zero where it has room without one
                Ecdsa.fixed(number.add(modulus), length + 1),
                Ecdsa.fixed(number.add(modulus), length),
                Ecdsa.fixed(number, length + 1),
                Arrays.copyOf(signature, length - 1),
                Arrays.copyOf(signature, length + 1));
    }

    /** The server has no such keys unless it is told to: the rules are the same. */
    @Test
    void pssSignatureIsRefusedInAnyOtherForm() throws Exception {
        KeyPair pair = JwsAlgorithm.PS256.generateKeyPair();
        refusesAll(JwsAlgorithm.PS256, pair, signature -> rsaForgeries(signature, pair.getPublic()));
    }

    @Test
    void edwardsSignatureIsRefusedInAnyOtherForm() throws Exception {
        refusesAll(JwsAlgorithm.EDDSA, JwsAlgorithm.EDDSA.generateKeyPair(), signature -> {
            byte[] r = Arrays.copyOf(signature, 32);
            BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
            // the point that is zero, by which some verifiers find anything signed
            byte[] neutral = new byte[64];
            neutral[0] = 1;
            return List.of(
                    neutral,
                    new byte[64],
                    new byte[1],
                    concatenated(r, reversed(Ecdsa.fixed(s.add(ED25519_ORDER), 32))),
                    concatenated(r, new byte[32]),
                    concatenated(new byte[1], signature),
                    Arrays.copyOf(signature, 63),
                    Arrays.copyOf(signature, 65),
                    Arrays.copyOf(signature, 128));
        });
    }

    private void refusesAll(JwsAlgorithm algorithm, KeyPair pair, Function<byte[], List<byte[]>> forgeries)
            throws JwtRejectedException {
        var jwt = new JsonWebTokens(clock);
        JwtKey key = JwtKey.of(pair.getPublic(), algorithm);
        String token = jwt.sign(
                Map.of("sub", "somebody"),
                JwtKey.of(pair.getPrivate()),
                SignOptions.builder().algorithm(algorithm).build());
        assertThat(jwt.verify(token, key, VerifyOptions.DEFAULTS)).containsEntry("sub", "somebody");
        for (byte[] forgery : forgeries.apply(signature(token))) {
            assertThatThrownBy(() -> jwt.verify(with(forgery, token), key, VerifyOptions.DEFAULTS))
                    .isInstanceOf(JwtRejectedException.class)
                    .hasMessage("invalid signature");
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
