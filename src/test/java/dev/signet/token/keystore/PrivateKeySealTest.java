package dev.signet.token.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.NewKey;
import dev.signet.token.keystore.PrivateKeySeal.SealBrokenException;
import java.nio.file.Path;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateKeySealTest {
    private final NewKey key = NewKey.generate(JwsAlgorithm.ES256);
    private PrivateKeySeal seal;

    @TempDir
    Path folder;

    @BeforeEach
    void aSeal() {
        seal = seal("one");
    }

    private PrivateKeySeal seal(String name) {
        Path file = folder.resolve(name);
        EncryptionKey.create(file);
        return new PrivateKeySeal(EncryptionKey.read(file));
    }

    @Test
    void sealedKeyOpensAgain() {
        String sealed = seal.seal(key.jwk());
        assertThat(((PublicJsonWebKey) seal.open(key.kid(), sealed)).getPrivateKey())
                .isEqualTo(key.jwk().getPrivateKey());
    }

    @Test
    void sameKeyIsSealedDifferentlyEachTime() {
        assertThat(seal.seal(key.jwk())).isNotEqualTo(seal.seal(key.jwk()));
    }

    @Test
    void otherEncryptionKeyDoesNotOpen() {
        String sealed = seal.seal(key.jwk());
        assertThatThrownBy(() -> seal("other").open(key.kid(), sealed))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining(key.kid());
    }

    @Test
    void changedTextDoesNotOpen() {
        String sealed = seal.seal(key.jwk());
        int middle = sealed.length() - 40;
        char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, middle) + other + sealed.substring(middle + 1);
        assertThatThrownBy(() -> seal.open(key.kid(), changed)).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> seal.open(key.kid(), "no jwe")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void keySwappedForAnotherDoesNotOpen() {
        String other = seal.seal(NewKey.generate(JwsAlgorithm.ES256).jwk());
        assertThatThrownBy(() -> seal.open(key.kid(), other)).isInstanceOf(SealBrokenException.class);
    }
}
