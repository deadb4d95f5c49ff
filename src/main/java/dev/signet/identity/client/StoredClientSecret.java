package dev.signet.identity.client;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A secret of a client as it rests in the database. */
@Entity
@Table(name = "client_secret")
public class StoredClientSecret {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Column(name = "client_id", updatable = false)
    String clientId;

    @Column(updatable = false)
    byte[] hash;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    /** To about a minute. */
    @Column(name = "last_used_at")
    public @Nullable Instant lastUsedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoredClientSecret() {}

    public StoredClientSecret(String clientId, byte[] hash, Instant now) {
        this();
        this.clientId = clientId;
        this.hash = hash;
        this.createdAt = now;
    }

    public ValidSecret valid() {
        return new ValidSecret(id, hash);
    }
}
