package dev.signet.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2CostTest {
    private static final Argon2Cost CONFIGURED = new Argon2Cost(19456, 4, 1);

    @Test
    void cheaperHashAndItsRestAreTheWorkOfTheDearerOne() {
        Argon2Cost old = new Argon2Cost(19456, 2, 1);
        Argon2Cost rest = old.shortOf(CONFIGURED).orElseThrow();
        assertThat(old.memory() * old.iterations() + rest.memory() * rest.iterations())
                .isEqualTo(CONFIGURED.memory() * CONFIGURED.iterations());
    }

    @Test
    void equalOrDearerHashHasNoRest() {
        assertThat(CONFIGURED.shortOf(CONFIGURED)).isEmpty();
        assertThat(new Argon2Cost(65536, 4, 1).shortOf(CONFIGURED)).isEmpty();
        assertThat(new Argon2Cost(19455, 4, 1).shortOf(CONFIGURED)).isEmpty();
    }
}
