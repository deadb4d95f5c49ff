package dev.signet.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.token.keyimport.KeyIdentifiers;
import org.junit.jupiter.api.Test;

/** RFC 7638, section 3.1: the thumbprint by which we name keys does not depend on the other members. */
class Rfc7638Section31Test {
    private static final String N =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJE"
                    + "CPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-"
                    + "65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
                    + "bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    @Test
    void identifierOfAKeyIsTheThumbprintOfTheRfc() throws Exception {
        String jwk = "{\"kty\":\"RSA\",\"n\":\"" + N + "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}";
        assertThat(KeyIdentifiers.ofPublic(jwk)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
