package dev.signet.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.Check;
import dev.signet.jwt.SignatureOnly;
import dev.signet.token.keyimport.KeyIdentifiers;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;

/** RFC 8037, appendix A: the Ed25519 key (A.1, A.2), its thumbprint (A.3), a signature made (A.4) and verified (A.5). */
class Rfc8037AppendixATest {
    private static final String PUBLIC =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    private static final String PRIVATE = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    private static final String THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    private static final String SIGNED = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    @Test
    void a1ToA3IdentifierIsTheThumbprint() throws Exception {
        assertThat(KeyIdentifiers.ofPublic(PUBLIC)).isEqualTo(THUMBPRINT);
    }

    /** By the library below {@code JwtSigner}, which always adds typ and kid: our own doors refuse a key that everybody knows. */
    @Test
    void a4SignatureIsMade() throws Exception {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("EdDSA");
        jws.setPayload("Example of Ed25519 signing");
        jws.setKey(PublicJsonWebKey.Factory.newPublicJwk(PRIVATE).getPrivateKey());
        assertThat(jws.getCompactSerialization()).isEqualTo(SIGNED);
    }

    @Test
    void a5SignatureIsVerified() throws Exception {
        var key = PublicJsonWebKey.Factory.newPublicJwk(PUBLIC).getPublicKey();
        assertThat(SignatureOnly.refusal(SIGNED, key)).isNull();
        assertThat(SignatureOnly.refusal(SIGNED.replace(".hgyY", ".hgyZ"), key)).isEqualTo(Check.SIGNATURE);
    }
}
