package dev.signet.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import dev.signet.jwt.Check;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.KeyEncryptionAlgorithm;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
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

    @Inject
    JWTCallerPrincipalFactory identities;

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
        door.refuses(forge.underAlso(member), Check.HEADER, "invalid token");
    }

    @Test
    void jsonSerialisationIsRefused() {
        String[] parts = forge.with(claims -> {}).split("\\.");
        String signature = "\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"";
        String payload = "\"payload\":\"" + parts[1] + "\"";
        door.refuses("{" + payload + "," + signature + "}", Check.STRUCTURE, "jwt malformed");
        door.refuses("{" + payload + ",\"signatures\":[{" + signature + "}]}", Check.STRUCTURE, "jwt malformed");
        door.refuses(parts[0] + ".{" + payload + "}." + parts[2], Check.STRUCTURE, "jwt malformed");
    }

    /** RFC 7519 section 5.2: what would be in it is not looked for. */
    @Test
    void tokenInATokenIsRefused() {
        String header = forge.header().contentType("JWT").build().toString();
        byte[] inner = forge.with(claims -> {}).getBytes(StandardCharsets.US_ASCII);
        door.refuses(forge.signed(header, inner), Check.PAYLOAD, "invalid token");
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
        door.refuses(
                encrypted(header(JWEAlgorithm.DIR), inner, new DirectEncrypter(new byte[32])),
                Check.STRUCTURE,
                "jwt malformed");
        door.refuses(
                encrypted(header(JWEAlgorithm.ECDH_ES), inner, new ECDHEncrypter(elliptic)),
                Check.STRUCTURE,
                "jwt malformed");
        door.refuses(
                encrypted(header(JWEAlgorithm.RSA_OAEP_256), inner, new RSAEncrypter(rsa)),
                Check.STRUCTURE,
                "jwt malformed");
    }

    @Test
    void compressedBombIsNotUnpacked() throws Exception {
        JWEHeader.Builder header = header(JWEAlgorithm.DIR).compressionAlgorithm(CompressionAlgorithm.DEF);
        String bomb = encrypted(header, "0".repeat(4_000_000), new DirectEncrypter(new byte[32]));
        assertThat(bomb).hasSizeLessThan(8 * 1024);
        door.refuses(bomb, Check.STRUCTURE, "jwt malformed");
    }

    /** Two thousand million rounds would take minutes (CVE-2022-36083): they are not begun. */
    @Test
    void passwordBasedEncryptionIsNotComputed() throws Exception {
        String token = encrypted(
                header(JWEAlgorithm.PBES2_HS256_A128KW), "x", new PasswordBasedEncrypter("password", 16, 1000));
        door.refuses(token, Check.STRUCTURE, "jwt malformed");
        String header = "{\"alg\":\"PBES2-HS256+A128KW\",\"p2s\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"p2c\":2147483647}";
        String costly = forge.under(header);
        door.refuses(costly, Check.ALGORITHM, "invalid algorithm");
        door.refuses(costly + ".AA.AA", Check.STRUCTURE, "jwt malformed");
    }

    /** With only a key to decrypt, SmallRye JWT itself would no longer ask for a signature. */
    @Test
    void nothingThatSmallRyeJwtCouldBeToldOpensThisDoor() throws Exception {
        SecretKey known = new SecretKeySpec(new byte[32], "AES");
        JWTAuthContextInfo settings = new JWTAuthContextInfo(known, TestServer.ISSUER);
        settings.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        settings.setKeyEncryptionAlgorithm(Set.of(KeyEncryptionAlgorithm.DIR));
        settings.setSecretDecryptionKey(known);
        JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(forge.claims()));
        signed.sign(new MACSigner(known));
        String claims = new Payload(forge.claims()).toString();
        String encrypted = encrypted(header(JWEAlgorithm.DIR), claims, new DirectEncrypter(known));
        for (String token : List.of(signed.serialize(), encrypted)) {
            assertThatThrownBy(() -> identities.parse(token, settings))
                    .isInstanceOf(ParseException.class)
                    .hasCauseInstanceOf(JwtRejectedException.class);
        }
        assertThat(identities.parse(forge.with(changed -> {}), settings).getName())
                .isEqualTo("forged");
    }
}
