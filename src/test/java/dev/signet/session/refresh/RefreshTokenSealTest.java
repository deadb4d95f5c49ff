package dev.signet.session.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.crypto.RandomSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RefreshTokenSealTest {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    @Inject
    RefreshTokenSeal seal;

    private final RefreshToken token =
            new RefreshToken(UUID.randomUUID(), 41, RandomSecret.bytes(RefreshToken.NONCE_BYTES));

    @Test
    void whatWasWrittenIsRead() {
        RefreshToken read = seal.read(seal.write(token)).orElseThrow();
        assertThat(read.sessionId()).isEqualTo(token.sessionId());
        assertThat(read.generation()).isEqualTo(41);
        assertThat(read.nonce()).isEqualTo(token.nonce());
    }

    @Test
    void sameTokenIsWrittenTheSameWayEachTime() {
        assertThat(seal.write(token)).isEqualTo(seal.write(token)).matches("srt1_[A-Za-z0-9_-]{118}");
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] bytes = Base64.getUrlDecoder().decode(seal.write(token).substring("srt1_".length()));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(seal.read("srt1_" + BASE64URL.encodeToString(changed)))
                    .as("bit %s", bit)
                    .isEmpty();
        }
    }

    @Test
    void everyOtherLengthAndSpellingIsRefused() {
        String text = seal.write(token);
        for (int length = 0; length < text.length(); length++) {
            assertThat(seal.read(text.substring(0, length))).isEmpty();
        }
        // the last character carries two bits of the token; the others say nothing, and must be zero
        String sameBytes = text.substring(0, text.length() - 1) + (char) (text.charAt(text.length() - 1) + 1);
        assertThat(seal.read(sameBytes)).isEmpty();
        assertThat(seal.read(text + "=")).isEmpty();
        assertThat(seal.read(text + "==")).isEmpty();
        assertThat(seal.read(text + "A")).isEmpty();
        assertThat(seal.read(" " + text)).isEmpty();
        assertThat(seal.read(text.replace("srt1_", "srt2_"))).isEmpty();
        assertThat(seal.read(text.replace("srt1_", "SRT1_"))).isEmpty();
        assertThat(seal.read("srt1_\u0000\ud83d\ude00")).isEmpty();
    }

    @Test
    void tokenShowsNothingOfItsNonce() {
        assertThat(token).hasToString("RefreshToken[" + token.sessionId() + ", 41]");
    }
}
