package dev.signet.session.lifecycle;

import dev.signet.base.protocol.Scope;
import dev.signet.session.lifecycle.CurrentDevice.Device;
import dev.signet.session.refresh.RefreshPolicy;
import dev.signet.session.refresh.RefreshPolicy.Repeats;
import dev.signet.session.refresh.RefreshToken;
import dev.signet.token.ClientTokenRules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One log-in on one device, until it is ended or expires; however often it is refreshed, it is one row.
 *
 * @param id the {@code sid} of its access tokens
 * @param scope what was granted at log-in
 * @param generation of the refresh token that may be used next
 * @param rotatedAt since when that is so
 * @param lastUsedAt written at most once a minute
 * @param sweepAt when clean-up looks at it again
 * @param rotatedUserAgent null until it was rotated, as is the address
 * @param repeatedGeneration the last generation whose predecessor was presented again; 0 for none
 * @param repeatedSuccessively how many successive generations up to that one
 */
// compared by nobody
@SuppressWarnings("ArrayRecordComponent")
public record Session(
        UUID id,
        UUID userId,
        String clientId,
        String scope,
        byte[] refreshNonce,
        long generation,
        Instant rotatedAt,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        Instant sweepAt,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String rotatedUserAgent,
        @Nullable String rotatedAddress,
        long repeatedGeneration,
        int repeatedSuccessively,
        @Nullable Instant endedAt) {

    /** A session as {@link SessionTable#begin} wrote it. */
    static Session begun(
            UUID id,
            byte[] nonce,
            UUID userId,
            ClientTokenRules client,
            Device device,
            Instant now,
            RefreshPolicy policy) {
        Instant expiresAt = now.plus(policy.lifespan());
        Instant idle = now.plus(policy.idleTimeout());
        return new Session(
                id,
                userId,
                client.clientId(),
                client.scope().toString(),
                nonce,
                0,
                now,
                now,
                now,
                expiresAt,
                idle.isBefore(expiresAt) ? idle : expiresAt,
                device.address(),
                device.userAgent(),
                null,
                null,
                0,
                0,
                null);
    }

    /** Of whom its access tokens speak. */
    String subject() {
        return userId.toString();
    }

    /** What was granted at log-in. */
    Scope granted() {
        return Scope.granted(scope);
    }

    /** What decides about its refresh tokens. */
    public RefreshPolicy.Facts facts() {
        return new RefreshPolicy.Facts(
                generation,
                rotatedAt,
                Optional.ofNullable(rotatedUserAgent),
                lastUsedAt,
                expiresAt,
                endedAt != null,
                new Repeats(repeatedGeneration, repeatedSuccessively));
    }

    /** In what the request that rotated last differs from this one; empty where it does in nothing that is known. */
    Map<String, String> differencesFrom(Device device) {
        Map<String, String> differences = new TreeMap<>();
        if (rotatedAddress != null && !rotatedAddress.equals(device.address())) {
            differences.put("rotatedFrom", rotatedAddress);
        }
        if (rotatedUserAgent != null && !rotatedUserAgent.equals(device.userAgentOrEmpty())) {
            differences.put("rotatedBy", rotatedUserAgent);
            differences.put("userAgent", device.userAgentOrEmpty());
        }
        return differences;
    }

    /** The token that may be used next. */
    RefreshToken refreshToken() {
        return new RefreshToken(id, generation, refreshNonce);
    }

    /** Shows nothing of its refresh tokens. */
    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
