package dev.signet.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** JSON as RFC 8725 section 2.6 wants it read: UTF-8 and nothing else, one object, each member once. */
final class StrictJson {
    private StrictJson() {}

    /**
     * Reads an object.
     *
     * @throws JoseException if it is anything else
     */
    static Map<String, Object> object(byte[] bytes) throws JoseException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JsonUtil.parseJson(text);
        } catch (CharacterCodingException e) {
            throw new JoseException("not UTF-8", e);
        }
    }
}
