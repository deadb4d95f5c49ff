package dev.signet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement 3: a compact JWS without extensions, and nothing else, is looked into (RFC 7515 section 4.1.11, RFC 7516). */
@QuarkusTest
class ForeignSerialisationTest {
    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @Test
    void memberWithoutAMeaningIsIgnored() {
        door.accepts(forge.underAlso("\"x\":1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"x\"],\"x\":1",
                "\"crit\":[]",
                "\"crit\":null",
                "\"crit\":\"exp\"",
                "\"crit\":[\"alg\"]",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"crit\":[\"b64\"],\"b64\":true",
                "\"b64\":false",
                "\"b64\":true",
                "\"zip\":\"DEF\"",
                "\"enc\":\"A256GCM\"",
                "\"\\u0063rit\":[]"
            })
    void extensionIsRefusedThoughWeSignedIt(String member) {
        door.refuses(forge.underAlso(member), "invalid token");
    }

    @Test
    void jsonSerialisationIsRefused() {
        String[] parts = forge.with(claims -> {}).split("\\.");
        String signature = "\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"";
        String payload = "\"payload\":\"" + parts[1] + "\"";
        door.refuses("{" + payload + "," + signature + "}", "jwt malformed");
        door.refuses("{" + payload + ",\"signatures\":[{" + signature + "}]}", "jwt malformed");
        door.refuses(parts[0] + ".{" + payload + "}." + parts[2], "jwt malformed");
    }

    private static String encrypted(JWEHeader.Builder header, String content, JWEEncrypter encrypter) throws Exception {
        JWEObject jwe = new JWEObject(header.contentType("JWT").build(), new Payload(content));
        jwe.encrypt(encrypter);
        return jwe.serialize();
    }

    private static JWEHeader.Builder header(JWEAlgorithm algorithm) {
        return new JWEHeader.Builder(algorithm, EncryptionMethod.A256GCM);
    }

    @Test
    void encryptedTokenIsRefusedThoughWeSignedWhatIsInIt() throws Exception {
        String inner = forge.with(claims -> {});
        var elliptic = (ECPublicKey) forge.key().jwk().getPublicKey();
        var rsa = (RSAPublicKey) forge.rsaKey().jwk().getPublicKey();
        door.refuses(encrypted(header(JWEAlgorithm.DIR), inner, new DirectEncrypter(new byte[32])), "jwt malformed");
        door.refuses(encrypted(header(JWEAlgorithm.ECDH_ES), inner, new ECDHEncrypter(elliptic)), "jwt malformed");
        door.refuses(encrypted(header(JWEAlgorithm.RSA_OAEP_256), inner, new RSAEncrypter(rsa)), "jwt malformed");
    }

    @Test
    void compressedBombIsNotUnpacked() throws Exception {
        JWEHeader.Builder header = header(JWEAlgorithm.DIR).compressionAlgorithm(CompressionAlgorithm.DEF);
        String bomb = encrypted(header, "0".repeat(4_000_000), new DirectEncrypter(new byte[32]));
        assertThat(bomb).hasSizeLessThan(8 * 1024);
        door.refuses(bomb, "jwt malformed");
    }

    /** Two thousand million rounds would take minutes (CVE-2022-36083): they are not begun. */
    @Test
    void passwordBasedEncryptionIsNotComputed() throws Exception {
        String token = encrypted(
                header(JWEAlgorithm.PBES2_HS256_A128KW), "x", new PasswordBasedEncrypter("password", 16, 1000));
        door.refuses(token, "jwt malformed");
        String header = "{\"alg\":\"PBES2-HS256+A128KW\",\"p2s\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"p2c\":2147483647}";
        String costly = forge.under(header);
        door.refuses(costly, "invalid algorithm");
        door.refuses(costly + ".AA.AA", "jwt malformed");
    }

    /** With only a key to decrypt, SmallRye JWT no longer asks for a signature. */
    @Test
    void decryptionIsNotConfigured() {
        assertThat(StreamSupport.stream(
                        ConfigProvider.getConfig().getPropertyNames().spliterator(), false))
                .noneMatch(name -> name.startsWith("smallrye.jwt.decrypt") || name.startsWith("mp.jwt.decrypt"));
    }
}
