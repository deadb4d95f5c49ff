package dev.signet.admin.change;

import dev.signet.base.crypto.Sha256;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A request that its caller named.
 *
 * @param caller the subject of the token
 * @param roles what the token says the caller holds
 * @param key the name
 * @param content a hash of what is asked: method, address and body
 */
record KeyedRequest(String caller, Set<String> roles, String key, String content) {
    /** A string of structured fields (RFC 9651 section 3.3.3) without escapes, or the same without its quotes. */
    private static final Pattern FORM = Pattern.compile("(\"?)([!#-\\[\\]-~]{1,255})\\1");

    /**
     * @param keys the header, as often as it was sent
     * @throws DomainException 400 unless exactly one valid key was sent
     */
    static KeyedRequest of(JsonWebToken token, List<String> keys, RoutingContext context) {
        Matcher form = FORM.matcher(keys.get(0));
        if (keys.size() > 1 || !form.matches()) {
            throw DomainException.invalid(
                    new Violation(
                            IdempotentAnswers.KEY,
                            "must have 1 to 255 visible characters of ASCII, but no quote or backslash, and may stand in quotes"));
        }
        String line = context.request().method() + " " + context.request().uri() + "\n";
        String content = hash(line, context.body().buffer());
        return new KeyedRequest(token.getSubject(), token.getGroups(), form.group(2), content);
    }

    private static String hash(String line, @Nullable Buffer body) {
        byte[] content = body == null ? new byte[0] : body.getBytes();
        return Base64.getEncoder().encodeToString(Sha256.hash(line.getBytes(StandardCharsets.UTF_8), content));
    }

    /** Caller and key, as no other two make it: a key has no line feed. */
    byte[] salt() {
        return (caller + "\n" + key).getBytes(StandardCharsets.UTF_8);
    }
}
