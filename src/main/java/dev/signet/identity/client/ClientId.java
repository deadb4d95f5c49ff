package dev.signet.identity.client;

import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.crypto.RandomSecret;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a {@code client_id} looks like. */
public final class ClientId {
    /**
     * Characters that no encoding changes. Never what an address reads as a step in a path, nor the form of a UUID: those are the
     * subjects of users, and a client is the subject of its own tokens (RFC 9068 section 5). Nor, in any case, what the audit trail
     * calls actors that are no clients.
     */
    public static final String FORM = "(?!(\\.{1,2}|(?i:" + AuditLog.RESERVED
            + "|admin))$)(?![0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$)"
            + "[A-Za-z0-9._~-]{1,64}";

    public static final String RULE =
            "must have 1 to 64 letters, digits, dots, underscores, tildes and hyphens, and not be a UUID, . or .., or a name of the audit trail";

    public static final int MAX_LENGTH = 64;

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int RANDOM_BYTES = 15;

    private ClientId() {}

    public static boolean isOne(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** One that nobody has: 120 random bits. */
    public static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(RandomSecret.bytes(RANDOM_BYTES));
    }
}
