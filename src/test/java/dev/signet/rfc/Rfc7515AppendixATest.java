package dev.signet.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.Check;
import dev.signet.jwt.SignatureOnly;
import java.security.Key;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/**
 * RFC 7515, appendix A: A.1 (HS256), A.2 (RS256), A.3 (ES256), A.4 (ES512) and A.5 (none). Their payloads are no access tokens and their
 * headers name no key, so this goes as far as our check of the signature and not beyond.
 */
class Rfc7515AppendixATest {
    private static final String CLAIMS =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cn" + "VlfQ";

    private static final Map<String, Object> RSA = Map.of(
            "kty", "RSA",
            "n",
                    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-"
                            + "Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-"
                            + "pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-"
                            + "bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-"
                            + "UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-"
                            + "DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
            "e", "AQAB");
    private static final String RS256 = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-"
            + "0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--"
            + "f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--"
            + "xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhW"
            + "kWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private static final Map<String, Object> P_256 = Map.of(
            "kty", "EC",
            "crv", "P-256",
            "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    private static final String ES256 =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static final Map<String, Object> P_521 = Map.of(
            "kty", "EC",
            "crv", "P-521",
            "x", "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
            "y", "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2");
    private static final String ES512 =
            "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG"
                    + "8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";

    @Test
    void a1Hs256SignatureIsGood() throws Exception {
        Map<String, Object> secret = Map.of(
                "kty", "oct",
                "k", "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        assertOnlyThisIsGood(
                "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + CLAIMS,
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                secret);
    }

    @Test
    void a2Rs256SignatureIsGood() throws Exception {
        assertOnlyThisIsGood("eyJhbGciOiJSUzI1NiJ9." + CLAIMS, RS256, RSA);
    }

    @Test
    void a3Es256SignatureIsGood() throws Exception {
        assertOnlyThisIsGood("eyJhbGciOiJFUzI1NiJ9." + CLAIMS, ES256, P_256);
    }

    @Test
    void a4Es512SignatureIsGood() throws Exception {
        assertOnlyThisIsGood("eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA", ES512, P_521);
    }

    @Test
    void a5UnsecuredIsRefused() throws Exception {
        assertThat(SignatureOnly.refusal("eyJhbGciOiJub25lIn0." + CLAIMS + ".", key(P_256)))
                .isEqualTo(Check.STRUCTURE);
        assertThat(SignatureOnly.refusal("eyJhbGciOiJub25lIn0." + CLAIMS + "." + ES256, key(P_256)))
                .isEqualTo(Check.ALGORITHM);
    }

    @Test
    void keyOfAnotherVectorIsForAnotherAlgorithm() throws Exception {
        assertThat(SignatureOnly.refusal("eyJhbGciOiJFUzI1NiJ9." + CLAIMS + "." + ES256, key(P_521)))
                .isEqualTo(Check.KEY);
    }

    private static void assertOnlyThisIsGood(String input, String signature, Map<String, Object> jwk)
            throws JoseException {
        assertThat(SignatureOnly.refusal(input + "." + signature, key(jwk))).isNull();
        char other = signature.charAt(7) == 'A' ? 'B' : 'A';
        String changed = signature.substring(0, 7) + other + signature.substring(8);
        assertThat(SignatureOnly.refusal(input + "." + changed, key(jwk))).isEqualTo(Check.SIGNATURE);
    }

    private static Key key(Map<String, Object> jwk) throws JoseException {
        return JsonWebKey.Factory.newJwk(jwk).getKey();
    }
}
