package dev.signet.session.lifecycle;

import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.protocol.Scope;
import dev.signet.session.lifecycle.CurrentDevice.Device;
import dev.signet.session.refresh.RefreshPolicy;
import dev.signet.session.refresh.RefreshPolicy.Repeats;
import dev.signet.session.refresh.RefreshToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** One log-in on one device, until it is ended or expires; however often it is refreshed, it is one row. */
@Entity
@Table(name = "user_session")
public class Session {
    /** The {@code sid} of its access tokens. */
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Column(name = "user_id", updatable = false)
    public UUID userId;

    @Column(name = "client_id", updatable = false)
    public String clientId;

    @Column(updatable = false)
    String scope;

    @Column(name = "refresh_nonce", updatable = false)
    byte[] refreshNonce;

    /** Of the refresh token that may be used next. */
    long generation;

    /** Since when that is so. */
    @Column(name = "rotated_at")
    Instant rotatedAt;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    /** Written at most once a minute. */
    @Column(name = "last_used_at")
    public Instant lastUsedAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    /** When clean-up looks at it again. */
    @Column(name = "sweep_at")
    Instant sweepAt;

    @Column(updatable = false)
    public @Nullable String address;

    @Column(name = "user_agent", updatable = false)
    public @Nullable String userAgent;

    /** Null until it was rotated; written by {@link SessionRepository#rotate} alone, as is the address. */
    @Column(name = "rotated_user_agent", insertable = false, updatable = false)
    @Nullable String rotatedUserAgent;

    @Column(name = "rotated_address", insertable = false, updatable = false)
    @Nullable String rotatedAddress;

    /** The last generation whose predecessor was presented again; 0 for none. */
    @Column(name = "repeated_generation")
    long repeatedGeneration;

    /** How many successive generations up to that one. */
    @Column(name = "repeated_successively")
    int repeatedSuccessively;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    Session() {}

    Session(String clientId, Scope scope, Device device) {
        this();
        this.clientId = clientId;
        this.scope = scope.toString();
        this.refreshNonce = RandomSecret.bytes(RefreshToken.NONCE_BYTES);
        this.address = device.address();
        this.userAgent = device.userAgent();
    }

    void begin(String subject, Instant now, RefreshPolicy policy) {
        userId = UUID.fromString(subject);
        rotatedAt = now;
        createdAt = now;
        lastUsedAt = now;
        expiresAt = now.plus(policy.lifespan());
        sweepAt = policy.end(facts());
    }

    /** Of whom its access tokens speak. */
    String subject() {
        return userId.toString();
    }

    /** What was granted at log-in. */
    Scope scope() {
        return Scope.granted(scope);
    }

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

    /** The token before the one that may be used next was presented again. Says whether for the first time in this generation. */
    boolean repeated() {
        boolean first = repeatedGeneration != generation;
        Repeats repeats = facts().repeats().and(generation);
        repeatedGeneration = generation;
        repeatedSuccessively = repeats.successive();
        return first;
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
}
