package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import dev.signet.jwt.Check;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.keyimport.SelfSigned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement 2: keys come from the key ring only, and {@code kid} is hostile text (RFC 8725 section 3.10, CWE-918). */
@QuarkusTest
class KeyInjectionTest {
    @Inject
    TokenForge forge;

    @Inject
    Door door;

    private Listener listener;
    private ECKey stranger;
    private Base64 certificate;

    @BeforeEach
    void aStrangerListens() throws Exception {
        listener = new Listener();
        stranger = new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
        certificate = Base64.encode(SelfSigned.certificate(stranger.toPrivateKey(), stranger.toPublicKey())
                .getEncoded());
    }

    @AfterEach
    void nobodyCalled() {
        try (Listener open = listener) {
            assertThat(open.wasCalled()).isFalse();
        }
    }

    private Stream<Consumer<JWSHeader.Builder>> offers() {
        URI url = URI.create(listener.url());
        return Stream.of(
                header -> header.jwk(stranger.toPublicJWK()),
                header -> header.jwkURL(url),
                header -> header.x509CertURL(url),
                header -> header.x509CertChain(List.of(certificate)),
                header -> header.jwk(stranger.toPublicJWK()).jwkURL(url).x509CertURL(url));
    }

    private String signedByStranger(Consumer<JWSHeader.Builder> offer, String kid) {
        try {
            JWSHeader.Builder header = forge.header().keyID(kid);
            offer.accept(header);
            return forge.sign(new Payload(forge.claims()), header.build(), stranger.toECPrivateKey());
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keyThatATokenBringsAlongIsNotUsed() {
        offers().forEach(offer -> {
            door.refuses(signedByStranger(offer, null), Check.KEY, "unknown signing key");
            door.refuses(signedByStranger(offer, "theirs"), Check.KEY, "unknown signing key");
            door.refuses(signedByStranger(offer, forge.key().kid()), Check.SIGNATURE, "invalid signature");
        });
    }

    @Test
    void placeThatATokenNamesIsNotAskedEvenIfWeSignedIt() {
        offers().forEach(offer -> {
            JWSHeader.Builder header = forge.header();
            offer.accept(header);
            door.accepts(forge.sign(new Payload(forge.claims()), header.build(), forge.privateKey()));
        });
    }

    @Test
    void certificateThumbprintsFindNoKey() {
        for (String member : List.of("x5t", "x5t#S256")) {
            door.refuses(
                    forge.under("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"" + member + "\":\""
                            + forge.key().kid() + "\"}"),
                    Check.KEY,
                    "unknown signing key");
        }
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "",
                " ",
                "../../../../dev/null",
                "/etc/passwd",
                "file:///etc/passwd",
                "' or '1'='1",
                "x'; drop table signing_key; --",
                "a\u0000b",
                "\r\nSet-Cookie: a=b",
                "${jndi:ldap://localhost/a}",
                "%s%n%x",
                "\u202e\ud83d\ude00",
                "k".repeat(4000));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileKeyIdIsOnlyAnUnknownOne(String kid) {
        var header = forge.header().keyID(kid).build();
        door.refuses(
                forge.sign(new Payload(forge.claims()), header, forge.privateKey()), Check.KEY, "unknown signing key");
    }

    @Test
    void keyIdThatIsAlmostOursIsUnknown() {
        String ours = forge.key().kid();
        for (String kid :
                List.of(ours + "\u0000", ours + " ", " " + ours, ours + "=", ours.substring(1), listener.url())) {
            var header = forge.header().keyID(kid).build();
            door.refuses(
                    forge.sign(new Payload(forge.claims()), header, forge.privateKey()),
                    Check.KEY,
                    "unknown signing key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "{}", "[\"KID\"]", "{\"KID\":\"KID\"}"})
    void keyIdThatIsNoTextIsUnknown(String kid) {
        String value = kid.replace("KID", forge.key().kid());
        door.refuses(
                forge.under("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":" + value + "}"),
                Check.KEY,
                "unknown signing key");
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 11_000})
    void longKeyIdIsRefusedUnread(int length) {
        var header = forge.header().keyID("k".repeat(length)).build();
        door.refuses(
                forge.sign(new Payload(forge.claims()), header, forge.privateKey()), Check.STRUCTURE, "jwt malformed");
    }

    /** What is over 16 KiB is not a head that is read at all (RFC 6585 section 5). */
    @Test
    void keyIdOfAMegabyteIsRefusedBeforeItIsAToken() {
        var header = forge.header().keyID("k".repeat(1_000_000)).build();
        String token = forge.sign(new Payload(forge.claims()), header, forge.privateKey());
        door.leavesNoTrace(token, () -> {
            assertThat(RawRequest.status("Authorization: Bearer " + token))
                    .isEqualTo("HTTP/1.1 431 Request Header Fields Too Large");
            return me("");
        });
    }
}
