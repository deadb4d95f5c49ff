package dev.signet.base.resource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** JSON in bytes is UTF-8 and nothing else (RFC 8259 section 8.1): Jackson would guess UTF-16 and UTF-32, and reads overlong forms. */
final class Utf8Json extends JsonFactory {
    private static final long serialVersionUID = 1L;

    Utf8Json() {}

    private Utf8Json(Utf8Json original) {
        super(original, null);
    }

    @Override
    public JsonFactory copy() {
        return new Utf8Json(this);
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
        return _createParser(new StrictReader(in), context);
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        return _createParser(new ByteArrayInputStream(data, offset, length), context);
    }

    /** Refuses bytes that are not UTF-8 as what they are: malformed JSON. */
    private static final class StrictReader extends InputStreamReader {
        StrictReader(InputStream in) {
            super(
                    in,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        }

        @Override
        public int read(char[] to, int offset, int length) throws IOException {
            try {
                return super.read(to, offset, length);
            } catch (CharacterCodingException e) {
                throw new JsonParseException((JsonParser) null, "The text is not UTF-8", e);
            }
        }
    }
}
