package dev.signet.admin.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** All that an event says as bytes that no other event has: every part has a fixed length, or its length before it. */
final class EventContent {
    private static final int FORMAT = 1;
    private static final int ABSENT = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private EventContent() {}

    static byte[] of(AuditEvent event) {
        try {
            return new EventContent().write(event);
        } catch (IOException e) {
            throw new UncheckedIOException("In memory", e);
        }
    }

    private byte[] write(AuditEvent event) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(event.id().getMostSignificantBits());
        out.writeLong(event.id().getLeastSignificantBits());
        Instant at = event.at();
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
        texts(Arrays.asList(event.actor(), event.actorName()));
        out.writeInt(event.actorRoles().size());
        texts(event.actorRoles());
        texts(Arrays.asList(
                event.action(),
                event.target(),
                event.outcome(),
                event.address(),
                event.correlationId(),
                event.change()));
        return bytes.toByteArray();
    }

    private void texts(Collection<? extends @Nullable String> texts) throws IOException {
        for (String text : texts) {
            if (text == null) {
                out.writeInt(ABSENT);
            } else {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        }
    }
}
