package dev.signet.admin.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.base.crypto.DerivedKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.keys.AesKey;
import org.jose4j.lang.JoseException;

/**
 * Seals answers for their rest in the database: a JWE (RFC 7516) with AES-256-GCM under a key of its own, derived from the
 * server's secret, the caller and the Idempotency-Key, neither of which rests beside it. A copy of the database opens none of them,
 * and says neither who asked nor for what.
 */
@ApplicationScoped
class AnswerSeal {
    private static final String ALGORITHM = KeyManagementAlgorithmIdentifiers.DIRECT;
    private static final String ENCRYPTION = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;

    private final DerivedKeys keys;
    private final ObjectMapper json;

    AnswerSeal(DerivedKeys keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
    }

    /** By what the answer to this request is found. */
    byte[] name(KeyedRequest request) {
        return keys.derive("name of an idempotent answer", request.salt()).getEncoded();
    }

    /** By what all answers to a caller are found. */
    byte[] owner(String caller) {
        return keys.derive("owner of idempotent answers", caller.getBytes(StandardCharsets.UTF_8))
                .getEncoded();
    }

    String seal(KeyedRequest request, KeptAnswer answer) {
        try {
            JsonWebEncryption jwe = jwe(request);
            jwe.setAlgorithmHeaderValue(ALGORITHM);
            jwe.setEncryptionMethodHeaderParameter(ENCRYPTION);
            jwe.setPlaintext(json.writeValueAsBytes(answer));
            return jwe.getCompactSerialization();
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("An answer could not be sealed", e);
        }
    }

    KeptAnswer open(KeyedRequest request, String sealed) {
        try {
            JsonWebEncryption jwe = jwe(request);
            jwe.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM));
            jwe.setContentEncryptionAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ENCRYPTION));
            jwe.setCompactSerialization(sealed);
            return json.readValue(jwe.getPlaintextString(), KeptAnswer.class);
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("An answer that was kept was changed since", e);
        }
    }

    private JsonWebEncryption jwe(KeyedRequest request) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setKey(new AesKey(keys.derive("idempotent answer", request.salt()).getEncoded()));
        return jwe;
    }
}
