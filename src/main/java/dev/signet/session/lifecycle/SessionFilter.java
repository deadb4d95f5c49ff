package dev.signet.session.lifecycle;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Subject;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Moment;
import dev.signet.base.text.Text;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which sessions somebody wants to see: those of which all that was said is true. */
public class SessionFilter {
    @QueryParam("userId")
    @Nullable String userId;

    @QueryParam("clientId")
    @Text(max = 256)
    @Nullable String clientId;

    @QueryParam("createdBefore")
    @Nullable String createdBefore;

    public static SessionFilter ofUser(String subject) {
        SessionFilter wanted = new SessionFilter();
        wanted.userId = subject;
        return wanted;
    }

    /** @throws DomainException 400 when it is no identifier of a user */
    Optional<UUID> user() {
        return Optional.ofNullable(userId).map(text -> Subject.user(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> DomainException.invalid(new Violation("userId", "must be a UUID"))));
    }

    Optional<String> client() {
        return Optional.ofNullable(clientId);
    }

    /** @throws DomainException 400 when it is no time */
    Optional<Instant> before() {
        return Optional.ofNullable(createdBefore).map(text -> Moment.parse("createdBefore", text));
    }

    /** Whether all that was said is true of a session. */
    boolean covers(Session session) {
        return user().map(session.userId()::equals).orElse(true)
                && client().map(session.clientId()::equals).orElse(true)
                && before().map(session.createdAt()::isBefore).orElse(true);
    }

    /**
     * For what cannot be undone: refuses empty values, since a value left out by mistake would mean more sessions.
     *
     * @param sent all query parameters
     * @throws DomainException 400 for an empty value, and without any
     */
    public void checkIsMeant(MultivaluedMap<String, String> sent) {
        boolean meant =
                !sent.isEmpty() && sent.values().stream().flatMap(List::stream).noneMatch(String::isEmpty);
        if (!meant) {
            throw DomainException.invalid(
                    new Violation("userId", "is needed, or clientId, or createdBefore; none of them empty"));
        }
    }

    /** For the audit trail. */
    @Override
    public String toString() {
        Map<String, Object> said = new TreeMap<>();
        user().ifPresent(id -> said.put("userId", id));
        client().ifPresent(id -> said.put("clientId", id));
        before().ifPresent(time -> said.put("createdBefore", time));
        return said.toString();
    }

    public Listing listing() {
        return Listing.of("sessions", userId, clientId, createdBefore);
    }
}
