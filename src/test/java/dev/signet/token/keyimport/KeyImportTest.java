package dev.signet.token.keyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.JwtSigner;
import dev.signet.token.keyimport.KeyImport.Material;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyImportTest {
    private static final String PASSPHRASE = "correct horse";
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final Map<JwsAlgorithm, NewKey> KEYS = new EnumMap<>(JwsAlgorithm.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static NewKey key(JwsAlgorithm algorithm) {
        return KEYS.computeIfAbsent(algorithm, NewKey::generate);
    }

    // What is accepted

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void pemIsTaken(JwsAlgorithm algorithm) throws Exception {
        assertTaken(algorithm, KeyImport.read(pem(pem(key(algorithm)), null, algorithm.alg())));
    }

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void encryptedPemIsTaken(JwsAlgorithm algorithm) throws Exception {
        String text = encryptedPem(encoded(key(algorithm)), PASSPHRASE, 2048);
        assertTaken(algorithm, KeyImport.read(pem(text, PASSPHRASE, algorithm.alg())));
    }

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void jwkIsTaken(JwsAlgorithm algorithm) throws Exception {
        assertTaken(algorithm, KeyImport.read(jwk(json(key(algorithm)))));
    }

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void pkcs12IsTaken(JwsAlgorithm algorithm) throws Exception {
        NewKey key = key(algorithm);
        String file = pkcs12(Map.of("one", privateKey(key)), key.jwk().getPublicKey());
        assertTaken(algorithm, KeyImport.read(new Material(null, null, file, PASSPHRASE, algorithm.alg())));
    }

    @Test
    void usualAlgorithmIsThatOfTheKey() throws Exception {
        for (JwsAlgorithm algorithm : JwsAlgorithm.RING) {
            NewKey taken = KeyImport.read(pem(pem(key(algorithm)), null, null));
            assertThat(taken.algorithm()).isEqualTo(algorithm == JwsAlgorithm.PS256 ? JwsAlgorithm.RS256 : algorithm);
        }
        assertThat(KeyImport.read(jwk(json(key(JwsAlgorithm.PS256)))).algorithm())
                .isEqualTo(JwsAlgorithm.PS256);
    }

    @Test
    void pemWithoutPublicHalfGetsIt() throws Exception {
        NewKey key = key(JwsAlgorithm.ES384);
        assertThat(KeyImport.read(pem(ecPem(key, null), null, null)).kid()).isEqualTo(key.kid());
        assertThat(KeyImport.read(pem(ecPem(key, key), null, null)).kid()).isEqualTo(key.kid());
    }

    @Test
    void pemMayBeIndentedAndHaveOtherLineEnds() throws Exception {
        NewKey key = key(JwsAlgorithm.ES256);
        String text = "\r\n  " + pem(key).replace("\n", "\r\n  ") + "\r\n";
        assertThat(KeyImport.read(pem(text, null, null)).kid()).isEqualTo(key.kid());
    }

    @Test
    void rsaOf2048BitsIsTakenFromOthers() throws Exception {
        PrivateKey key = generate("RSA", 2048).getPrivate();
        assertThat(KeyImport.read(pem(pem(key.getEncoded()), null, null)).algorithm())
                .isEqualTo(JwsAlgorithm.RS256);
    }

    @Test
    void nothingShowsTheKey() {
        String d = (String) parameters(key(JwsAlgorithm.ES256)).get("d");
        Material material = jwk(json(key(JwsAlgorithm.ES256)));
        assertThat(material.toString() + KeyImport.read(material)).doesNotContain(d);
    }

    // What is refused

    @Test
    void exactlyOneFormatMustBeThere() throws Exception {
        assertRefused(new Material(null, null, null, null, null), "Exactly one");
        assertRefused(
                new Material(pem(key(JwsAlgorithm.ES256)), json(key(JwsAlgorithm.ES256)), null, null, null),
                "Exactly one");
    }

    @Test
    void fiveMegabytesAreRefused() {
        String much = "A".repeat(5 << 20);
        assertRefused(pem(much, null, null), "too long");
        assertRefused(jwk(much), "too long");
        assertRefused(new Material(null, null, much, PASSPHRASE, null), "too long");
        assertRefused(pem("x", much, null), "too long");
    }

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void publicKeyOnlyIsRefused(JwsAlgorithm algorithm) {
        NewKey key = key(algorithm);
        assertRefused(pem(block("PUBLIC KEY", key.jwk().getPublicKey().getEncoded()), null, null), "public key only");
        assertRefused(jwk(key.jwk().toJson(OutputControlLevel.PUBLIC_ONLY)), "public key only");
    }

    @Test
    void certificateIsRefused() throws Exception {
        NewKey key = key(JwsAlgorithm.ES256);
        byte[] certificate =
                certificate(privateKey(key), key.jwk().getPublicKey()).getEncoded();
        assertRefused(pem(block("CERTIFICATE", certificate), null, null), "public key only");
        assertThat(KeyImport.read(pem(pem(key) + block("CERTIFICATE", certificate), null, null))
                        .kid())
                .isEqualTo(key.kid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "[]",
                "null",
                "{}",
                "{\"kty\":7,\"d\":\"AA\"}",
                "{\"kty\":\"EC\",\"d\":7}",
                "{\"kty\":\"EC\",\"kty\":\"EC\"}",
                "{\"kty\":\"AKP\",\"d\":\"AA\"}",
                "AAAA",
                "\0"
            })
    void textThatIsNoKeyIsRefused(String text) {
        assertRefused(pem(text, PASSPHRASE, null), "");
        assertRefused(jwk(text), "");
        assertRefused(new Material(null, null, text, PASSPHRASE, null), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "\n!!!!\n", "\nAAAA\n"})
    void armourAroundNoKeyIsRefused(String inside) {
        for (String kind : List.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            String begin = "-----BEGIN " + kind + "-----";
            textThatIsNoKeyIsRefused(begin + inside);
            textThatIsNoKeyIsRefused(begin + inside + "-----END " + kind + "-----");
        }
    }

    @Test
    void nestingWithoutEndIsRefused() {
        byte[] sequences = new byte[20_000];
        for (int i = 0; i < sequences.length; i += 2) {
            sequences[i] = 0x30;
            sequences[i + 1] = (byte) 0x80;
        }
        assertRefused(pem(pem(sequences), null, null), "no key of a known kind");
        assertRefused(new Material(null, null, base64(sequences), PASSPHRASE, null), "");
        assertRefused(jwk("[".repeat(30_000)), "not one JWK");
        assertRefused(jwk("{\"kty\":".repeat(4_000)), "not one JWK");
    }

    @Test
    void olderFormsAreRefusedWithAdvice() {
        assertRefused(pem(block("RSA PRIVATE KEY", new byte[9]), null, null), "no key of a known kind");
        assertRefused(pem(block("OPENSSH PRIVATE KEY", new byte[9]), null, null), "ssh-keygen -p -m PKCS8");
    }

    @Test
    void shortRsaIsRefused() throws Exception {
        assertRefused(pem(pem(generate("RSA", 1024).getPrivate().getEncoded()), null, null), "too short");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 17, 65536, 65538})
    void badExponentIsRefused(long e) {
        assertRefused(rsa(RsaNumbers.fresh(1024).with("e", BigInteger.valueOf(e))), "exponent");
    }

    @Test
    void exponentThatBelongsToAnotherKeyIsAMismatch() {
        assertRefused(rsa(RsaNumbers.fresh(1024).with("e", BigInteger.valueOf(65539))), "do not belong together");
    }

    @Test
    void numbersThatDoNotMakeAnRsaKeyAreRefused() {
        RsaNumbers key = RsaNumbers.fresh(1024);
        assertRefused(rsa(key.with("n", key.get("n").subtract(BigInteger.ONE))), "not the product");
        assertRefused(rsa(key.with("n", key.get("n").add(BigInteger.TWO))), "not the product");
        assertRefused(rsa(key.with("d", key.get("d").add(BigInteger.TWO))), "do not belong together");
        assertRefused(rsa(key.with("dp", BigInteger.ONE)), "contradict");
        assertRefused(rsa(key.with("qi", BigInteger.ONE)), "contradict");
        assertRefused(rsa(key.with("p", BigInteger.ZERO)), "RSA with its primes");
    }

    @Test
    void weakPrimesAreRefused() {
        BigInteger p = prime(1024);
        BigInteger near = p.nextProbablePrime();
        assertRefused(rsa(RsaNumbers.of(p, near)), "so close");

        BigInteger small = prime(64);
        assertRefused(rsa(RsaNumbers.of(prime(2048), small)), "small prime factor");

        BigInteger composite = prime(512).multiply(prime(512));
        RsaNumbers three = RsaNumbers.of(prime(1030), composite);
        assertRefused(rsa(three), "not prime");
    }

    @Test
    void rocaKeysAreRefused() {
        assertRefused(rsa(RsaNumbers.of(rocaPrime(), rocaPrime())), "ROCA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "secp192r1", "secp224r1", "brainpoolP256r1", "sect283r1"})
    void otherCurvesAreRefused(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec(curve));
        assertRefused(pem(pem(generator.generateKeyPair().getPrivate().getEncoded()), null, null), "curve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "X25519", "X448", "DSA"})
    void otherKindsAreRefused(String type) throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance(type).generateKeyPair().getPrivate();
        assertRefused(pem(pem(key.getEncoded()), null, null), "kind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "P-192", "P-384", "Ed25519", ""})
    void jwkOfAnotherCurveIsRefused(String curve) {
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("crv", curve)), "");
        if (!curve.equals("Ed25519")) {
            assertRefused(changed(JwsAlgorithm.EDDSA, jwk -> jwk.put("crv", curve)), "");
        }
    }

    @Test
    void pointsOffTheCurveAreRefused() {
        Object x = parameters(key(JwsAlgorithm.ES256)).get("x");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("y", x)), "do not belong together");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("y", "AA")), "do not belong together");
    }

    @Test
    void privateNumberOutOfRangeIsRefused() {
        BigInteger order = ((ECPublicKey) key(JwsAlgorithm.ES256).jwk().getPublicKey())
                .getParams()
                .getOrder();
        for (BigInteger d : List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE))) {
            assertRefused(new Elliptic256(d).material(), "out of the range");
        }
        assertThat(KeyImport.read(new Elliptic256(order.shiftRight(1)).material()))
                .isNotNull();
    }

    @Test
    void privateNumberThatCanBeGuessedIsRefused() {
        BigInteger order = ((ECPublicKey) key(JwsAlgorithm.ES256).jwk().getPublicKey())
                .getParams()
                .getOrder();
        for (BigInteger d : List.of(BigInteger.ONE, BigInteger.TEN, order.subtract(BigInteger.ONE))) {
            assertRefused(new Elliptic256(d).material(), "guessed");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void halvesOfTwoKeysAreRefused(JwsAlgorithm algorithm) throws Exception {
        NewKey other = NewKey.generate(algorithm);
        assertRefused(
                changed(algorithm, jwk -> {
                    for (String member : List.of("n", "x", "y")) {
                        jwk.computeIfPresent(
                                member, (name, own) -> parameters(other).get(name));
                    }
                }),
                algorithm.alg().endsWith("S256") && !algorithm.alg().startsWith("E") ? "product" : "do not belong");
        String file =
                pkcs12(Map.of("one", privateKey(key(algorithm))), other.jwk().getPublicKey());
        assertRefused(new Material(null, null, file, PASSPHRASE, null), "do not belong together");
    }

    /** As some libraries write Ed25519 (RFC 5958 section 2). */
    @Test
    void pkcs8WithAPublicHalfIsTaken() throws Exception {
        NewKey key = key(JwsAlgorithm.EDDSA);
        PrivateKeyInfo own = PrivateKeyInfo.getInstance(encoded(key));
        byte[] half = Base64.getUrlDecoder().decode((String) parameters(key).get("x"));
        byte[] both = new PrivateKeyInfo(own.getPrivateKeyAlgorithm(), own.parsePrivateKey(), null, half).getEncoded();
        assertThat(KeyImport.read(pem(pem(both), null, null)).kid()).isEqualTo(key.kid());
    }

    @Test
    void passphraseMayBeInAnyScript() throws Exception {
        NewKey key = key(JwsAlgorithm.ES256);
        String text = encryptedPem(encoded(key), "Schlüssel", 2048);
        assertThat(KeyImport.read(pem(text, "Schlüssel", null)).kid()).isEqualTo(key.kid());
    }

    @Test
    void wrongOrMissingPassphraseIsRefused() throws Exception {
        NewKey key = key(JwsAlgorithm.ES256);
        String text = encryptedPem(encoded(key), PASSPHRASE, 2048);
        String file = pkcs12(Map.of("one", privateKey(key)), key.jwk().getPublicKey());
        assertRefused(pem(text, "wrong", null), "passphrase");
        assertRefused(pem(text, null, null), "passphrase is missing");
        assertRefused(pem(text, "", null), "passphrase is missing");
        assertRefused(new Material(null, null, file, "wrong", null), "passphrase is wrong");
        assertRefused(new Material(null, null, file, null, null), "passphrase is missing");
    }

    @Test
    void burningOurProcessorIsRefused() throws Exception {
        String text = encryptedPem(encoded(key(JwsAlgorithm.ES256)), PASSPHRASE, 2048);
        EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(body(text));
        PBES2Parameters scheme =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        for (BigInteger count : List.of(BigInteger.valueOf(5_000_001), BigInteger.ONE.shiftLeft(64))) {
            byte[] hostile = new EncryptedPrivateKeyInfo(
                            new AlgorithmIdentifier(
                                    PKCSObjectIdentifiers.id_PBES2, new DERSequence(new ASN1Encodable[] {
                                        new KeyDerivationFunc(
                                                PKCSObjectIdentifiers.id_PBKDF2, new DERSequence(new ASN1Encodable[] {
                                                    new DEROctetString(new byte[8]),
                                                    new ASN1Integer(count),
                                                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256)
                                                })),
                                        scheme.getEncryptionScheme()
                                    })),
                            info.getEncryptedData())
                    .getEncoded();
            assertRefused(pem(block("ENCRYPTED PRIVATE KEY", hostile), PASSPHRASE, null), "iterations");
        }
    }

    @Test
    void burningOurProcessorByPkcs12IsRefused() throws Exception {
        System.setProperty("keystore.pkcs12.macIterationCount", "5000000");
        try {
            NewKey key = key(JwsAlgorithm.ES256);
            String file = pkcs12(Map.of("one", privateKey(key)), key.jwk().getPublicKey());
            assertRefused(new Material(null, null, file, PASSPHRASE, null), "iterations");
        } finally {
            System.clearProperty("keystore.pkcs12.macIterationCount");
        }
    }

    @Test
    void pkcs12WithTwoKeysOrNoneIsRefused() throws Exception {
        NewKey key = key(JwsAlgorithm.ES256);
        PublicKey half = key.jwk().getPublicKey();
        String two = pkcs12(Map.of("one", privateKey(key), "two", privateKey(key)), half);
        assertRefused(new Material(null, null, two, PASSPHRASE, null), "exactly one");
        assertRefused(new Material(null, null, pkcs12(Map.of(), half), PASSPHRASE, null), "exactly one");
    }

    @Test
    void algorithmMustBeKnownAndFit() throws Exception {
        String ec = pem(key(JwsAlgorithm.ES256));
        for (String algorithm : List.of("", "none", "HS256", "es256", "ES384", "RS256", "EdDSA")) {
            assertRefused(pem(ec, null, algorithm), "algorithm");
        }
        assertRefused(pem(pem(key(JwsAlgorithm.RS256)), null, "ES256"), "algorithm");
        assertRefused(new Material(null, json(key(JwsAlgorithm.RS256)), null, null, "PS256"), "alg of the JWK");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("alg", "ES384")), "algorithm");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("alg", "ECDH-ES")), "algorithm");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("alg", 7)), "not one JWK");
    }

    @Test
    void jwkForSomethingElseIsRefused() {
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("use", "enc")), "use");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("key_ops", List.of("verify"))), "key_ops");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("key_ops", "sign")), "not one JWK");
        assertRefused(jwk("{\"kty\":\"oct\",\"k\":\"AAAA\"}"), "symmetric");
        assertRefused(jwk("{\"keys\":[]}"), "not one JWK");
        assertRefused(changed(JwsAlgorithm.RS256, jwk -> jwk.remove("p")), "RSA with its primes");
        assertRefused(changed(JwsAlgorithm.EDDSA, jwk -> jwk.put("d", "AAAA")), "not one JWK");
        assertRefused(changed(JwsAlgorithm.ES256, jwk -> jwk.put("d", jwk.get("d") + "=")), "base64url");
    }

    @Test
    void mutationsOfGoodKeysNeverDoMoreThanBeRefused() throws Exception {
        Random random = new Random(20261123); // the same mutations in each run
        NewKey es = key(JwsAlgorithm.ES256);
        NewKey rs = key(JwsAlgorithm.RS256);
        byte[] pkcs12 = Base64.getDecoder()
                .decode(pkcs12(Map.of("one", privateKey(es)), es.jwk().getPublicKey()));
        byte[] encrypted = body(encryptedPem(encoded(es), PASSPHRASE, 2048));
        List<Seed> seeds = new ArrayList<>();
        Function<byte[], Material> plain = bytes -> pem(pem(bytes), null, null);
        seeds.add(new Seed(encoded(es), plain));
        seeds.add(new Seed(encoded(rs), plain));
        seeds.add(new Seed(encoded(key(JwsAlgorithm.EDDSA)), plain));
        seeds.add(new Seed(encrypted, bytes -> pem(block("ENCRYPTED PRIVATE KEY", bytes), PASSPHRASE, null)));
        seeds.add(new Seed(pkcs12, bytes -> new Material(null, null, base64(bytes), PASSPHRASE, null)));
        Function<byte[], Material> json = bytes -> jwk(new String(bytes, StandardCharsets.ISO_8859_1));
        seeds.add(new Seed(json(es).getBytes(StandardCharsets.ISO_8859_1), json));
        seeds.add(new Seed(json(rs).getBytes(StandardCharsets.ISO_8859_1), json));
        seeds.add(new Seed(
                pem(es).getBytes(StandardCharsets.ISO_8859_1),
                bytes -> pem(new String(bytes, StandardCharsets.ISO_8859_1), null, null)));

        int refused = 0;
        for (int i = 0; i < 80; i++) {
            for (Seed seed : seeds) {
                try {
                    KeyImport.read(seed.form().apply(mutated(seed.bytes(), random)));
                } catch (KeyRefusedException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(400);
    }

    /** A good key, and how its bytes are sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Seed(byte[] bytes, Function<byte[], Material> form) {}

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 2 -> bytes[random.nextInt(Math.min(40, bytes.length))] ^= (byte) (1 << random.nextInt(8));
            default -> {
                for (int i = 0; i < 8; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    // Tools

    private static void assertRefused(Material material, String reason) {
        assertThatThrownBy(() -> KeyImport.read(material)).isInstanceOfSatisfying(KeyRefusedException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().type()).isEqualTo("urn:signet:problem:key-refused");
            assertThat(e.problem().detail()).contains(reason).endsWith(".");
            assertThat(e.getStackTrace()).isEmpty();
            assertThat(e.getCause()).isNull();
        });
    }

    /** By a library that is not ours: nimbus, and the JDK for Ed25519. */
    private static void assertTaken(JwsAlgorithm algorithm, NewKey taken) throws Exception {
        NewKey original = key(algorithm);
        assertThat(taken.kid()).isEqualTo(original.kid());
        assertThat(taken.algorithm()).isEqualTo(algorithm);
        assertThat(json(taken)).isEqualTo(json(original));
        String token = JwtSigner.sign(Map.of("sub", "x"), privateKey(taken), algorithm, Map.of("kid", taken.kid()));
        PublicKey half = original.jwk().getPublicKey();
        JWSObject jws = JWSObject.parse(token);
        if (half instanceof ECPublicKey ec) {
            assertThat(jws.verify(new ECDSAVerifier(ec))).isTrue();
        } else if (half instanceof RSAPublicKey rsa) {
            assertThat(jws.verify(new RSASSAVerifier(rsa))).isTrue();
        } else {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(half);
            signature.update(jws.getSigningInput());
            assertThat(signature.verify(jws.getSignature().decode())).isTrue();
        }
    }

    private static Material pem(String pem, @Nullable String passphrase, @Nullable String algorithm) {
        return new Material(pem, null, null, passphrase, algorithm);
    }

    private static Material jwk(String jwk) {
        return new Material(null, jwk, null, null, null);
    }

    private static Material changed(JwsAlgorithm algorithm, Consumer<Map<String, Object>> change) {
        Map<String, Object> members = parameters(key(algorithm));
        change.accept(members);
        return jwk(JsonUtil.toJson(members));
    }

    private static Map<String, Object> parameters(NewKey key) {
        return new LinkedHashMap<>(key.jwk().toParams(OutputControlLevel.INCLUDE_PRIVATE));
    }

    private static String json(NewKey key) {
        return key.jwk().toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    private static PrivateKey privateKey(NewKey key) {
        return key.jwk().getPrivateKey();
    }

    private static byte[] encoded(NewKey key) {
        return privateKey(key).getEncoded();
    }

    private static String pem(NewKey key) {
        return pem(encoded(key));
    }

    private static String pem(byte[] pkcs8) {
        return block("PRIVATE KEY", pkcs8);
    }

    private static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    static byte[] body(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeyPair generate(String type, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    /** SEC 1 inside PKCS#8 with the public half of a key of choice, or none. */
    private static String ecPem(NewKey key, @Nullable NewKey publicHalf) throws Exception {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(encoded(key));
        BigInteger d = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        ASN1BitString half = publicHalf == null
                ? null
                : SubjectPublicKeyInfo.getInstance(
                                publicHalf.jwk().getPublicKey().getEncoded())
                        .getPublicKeyData();
        ECPrivateKey sec1 = half == null ? new ECPrivateKey(384, d) : new ECPrivateKey(384, d, half, null);
        return pem(new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), sec1).getEncoded());
    }

    static String encryptedPem(byte[] pkcs8, String passphrase, int iterations) throws Exception {
        byte[] salt = RANDOM.generateSeed(16);
        byte[] iv = RANDOM.generateSeed(16);
        byte[] secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(passphrase.toCharArray(), salt, iterations, 256))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(iv));
        PBES2Parameters scheme = new PBES2Parameters(
                new KeyDerivationFunc(
                        PKCSObjectIdentifiers.id_PBKDF2,
                        new PBKDF2Params(
                                salt, iterations, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        return block(
                "ENCRYPTED PRIVATE KEY",
                new EncryptedPrivateKeyInfo(
                                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, scheme), cipher.doFinal(pkcs8))
                        .getEncoded());
    }

    private static String pkcs12(Map<String, Key> keys, PublicKey half) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var entry : keys.entrySet()) {
            Certificate certificate = certificate((PrivateKey) entry.getValue(), half);
            store.setKeyEntry(
                    entry.getKey(), entry.getValue(), PASSPHRASE.toCharArray(), new Certificate[] {certificate});
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, PASSPHRASE.toCharArray());
        return base64(file.toByteArray());
    }

    private static Certificate certificate(PrivateKey key, PublicKey half) throws Exception {
        return SelfSigned.certificate(key, half);
    }

    private static BigInteger prime(int bits) {
        BigInteger prime;
        do {
            // the two highest bits set, so that the product of two has all its bits
            prime = BigInteger.probablePrime(bits, RANDOM).setBit(bits - 2);
        } while (!prime.isProbablePrime(50) || prime.mod(F4).equals(BigInteger.ONE));
        return prime;
    }

    /** As Infineon's generator made them: k·M + (65537^a mod M). */
    private static BigInteger rocaPrime() {
        BigInteger m = BigInteger.ONE;
        BigInteger prime = BigInteger.TWO;
        for (int i = 0; i < 126; i++, prime = prime.nextProbablePrime()) {
            m = m.multiply(prime);
        }
        while (true) {
            BigInteger k = new BigInteger(1024 - m.bitLength(), RANDOM).setBit(1023 - m.bitLength());
            BigInteger candidate = k.multiply(m).add(F4.modPow(new BigInteger(256, RANDOM), m));
            if (candidate.bitLength() == 1024
                    && candidate.testBit(1022)
                    && candidate.isProbablePrime(50)
                    && !candidate.mod(F4).equals(BigInteger.ONE)) {
                return candidate;
            }
        }
    }

    /** The members of an RSA key, each of which a test may falsify. */
    private record RsaNumbers(Map<String, BigInteger> members) {
        static RsaNumbers fresh(int bitsOfPrime) {
            return of(prime(bitsOfPrime), prime(bitsOfPrime));
        }

        static RsaNumbers of(BigInteger p, BigInteger q) {
            BigInteger p1 = p.subtract(BigInteger.ONE);
            BigInteger q1 = q.subtract(BigInteger.ONE);
            BigInteger phi = p1.multiply(q1);
            BigInteger d = F4.gcd(phi).equals(BigInteger.ONE) ? F4.modInverse(phi) : BigInteger.TEN;
            Map<String, BigInteger> members = new LinkedHashMap<>();
            members.put("n", p.multiply(q));
            members.put("e", F4);
            members.put("d", d);
            members.put("p", p);
            members.put("q", q);
            members.put("dp", d.mod(p1));
            members.put("dq", d.mod(q1));
            members.put("qi", q.modInverse(p));
            return new RsaNumbers(members);
        }

        BigInteger get(String name) {
            return Objects.requireNonNull(members.get(name));
        }

        RsaNumbers with(String name, BigInteger value) {
            Map<String, BigInteger> changed = new LinkedHashMap<>(members);
            changed.put(name, value);
            return new RsaNumbers(changed);
        }
    }

    private static Material rsa(RsaNumbers key) {
        RSAPrivateKey der = new RSAPrivateKey(
                key.get("n"),
                key.get("e"),
                key.get("d"),
                key.get("p"),
                key.get("q"),
                key.get("dp"),
                key.get("dq"),
                key.get("qi"));
        try {
            byte[] pkcs8 = new PrivateKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), der)
                    .getEncoded();
            return pem(pem(pkcs8), null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A P-256 key of any numbers. */
    private record Elliptic256(BigInteger d) {
        Material material() {
            ECPrivateKey sec1 = new ECPrivateKey(256, d);
            try {
                PrivateKeyInfo own = PrivateKeyInfo.getInstance(encoded(key(JwsAlgorithm.ES256)));
                return pem(pem(new PrivateKeyInfo(own.getPrivateKeyAlgorithm(), sec1).getEncoded()), null, null);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
