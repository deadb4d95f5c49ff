package dev.signet.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.protocol.FormParameters;
import org.junit.jupiter.api.Test;

/** <a href="https://www.rfc-editor.org/rfc/rfc6749#appendix-B">RFC 6749, appendix B</a>: the encoding of parameters. */
class Rfc6749AppendixBTest {

    /** U+0020, U+0025, U+0026, U+002B, U+00A3 and U+20AC. */
    @Test
    void exampleOfTheRfcIsDecoded() {
        assertThat(FormParameters.decode("+%25%26%2B%C2%A3%E2%82%AC")).isEqualTo(" %&+\u00A3\u20AC");
    }
}
