package dev.signet.identity.user;

import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.protocol.Cutoff;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.EntityTag;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Somebody who can log in. */
@Entity
@Table(name = "signet_user")
public class User {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public String username;

    @Column(name = "username_key")
    public String usernameKey;

    /** Unique; null where the name is older than this rule and looks like that of another user. */
    @Column(name = "username_skeleton")
    @Nullable String usernameSkeleton;

    public @Nullable String email;

    @Column(name = "display_name")
    public @Nullable String displayName;

    /** A PHC string. */
    @Column(name = "password_hash")
    String passwordHash;

    /** Another one each time the password is replaced, but not when the same one is hashed more strongly. */
    UUID credential;

    /** The roles of who set the password, and so knows it; null where it was the user, or somebody with all roles. */
    @Column(name = "password_known_with")
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Nullable SortedSet<String> passwordKnownWith;

    @JdbcTypeCode(SqlTypes.ARRAY)
    SortedSet<String> roles;

    public boolean enabled;

    @Column(name = "must_change_password")
    public boolean mustChangePassword;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "last_login_at")
    public @Nullable Instant lastLoginAt;

    @Column(name = "tokens_valid_from")
    @Nullable Instant tokensValidFrom;

    /** By the setup file. */
    public boolean declared;

    @Version
    long version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    User() {}

    public static User create(Username username, String passwordHash, UserEdit settings, Instant now) {
        User user = new User();
        user.username = username.text();
        user.usernameKey = username.key();
        user.usernameSkeleton = username.skeleton();
        user.replacePassword(passwordHash, UUID.randomUUID());
        user.apply(settings);
        user.createdAt = now;
        return user;
    }

    /**
     * Another password takes the place of this one.
     *
     * @param newCredential that no password had before
     */
    public void replacePassword(String hash, UUID newCredential) {
        passwordHash = hash;
        credential = newCredential;
        passwordKnownWith = null;
    }

    public void apply(UserEdit edit) {
        roles = new TreeSet<>(edit.roles());
        enabled = edit.enabled();
        email = edit.email();
        displayName = edit.displayName();
        mustChangePassword = edit.mustChangePassword();
    }

    /** The subject of this user's tokens: opaque, never given to another. */
    public String subject() {
        return id.toString();
    }

    /** Whether both have one password, however it is hashed. */
    boolean hasPasswordOf(User earlier) {
        return credential.equals(earlier.credential);
    }

    /** Whether the last log-in that was noted, if any, was before that time. */
    boolean loggedInBefore(Instant time) {
        return lastLoginAt == null || lastLoginAt.isBefore(time);
    }

    /** Whether a token that was issued then still counts: {@code iat} tells no more than the second. */
    boolean accepts(Instant issuedAt) {
        return tokensValidFrom == null || issuedAt.getEpochSecond() > tokensValidFrom.getEpochSecond();
    }

    /**
     * Accepts no more what was issued up to now, or a little later; returns that time. Disabling may put it a second further than a
     * change of roles may, so that repeated changes of roles cannot block it.
     *
     * @throws dev.signet.base.problem.DomainException 429 where earlier changes have put it too far ahead
     */
    Instant acceptTokensAfter(UserChange change, Instant now) {
        Instant next = Cutoff.next(tokensValidFrom, now);
        Instant furthest = now.plus(Cutoff.STEP);
        Duration wait = Cutoff.delay(next, change instanceof UserChange.RolesChanged ? now : furthest, furthest);
        if (!wait.isZero() && !(change instanceof UserChange.Deleted)) {
            throw new ChangedTooOftenException(
                    "The user's tokens were ended several times within a second, by other roles or disabling. Try again when"
                            + " Retry-After has passed.",
                    wait);
        }
        tokensValidFrom = next;
        return next;
    }

    /** Tokens issued before that time are no longer accepted; nothing where that never happened. */
    public Optional<Instant> tokensValidFrom() {
        return Optional.ofNullable(tokensValidFrom);
    }

    /** Which version administrators see; a log-in, and a stronger hash of the same password, leave it as it is. */
    public EntityTag tag() {
        return EntityTag.of(version);
    }

    /** What the audit trail keeps of a user who came. */
    public Map<String, Object> allFacts() {
        Map<String, Object> facts = facts();
        Optional.ofNullable(email).ifPresent(text -> facts.put("email", text));
        Optional.ofNullable(displayName).ifPresent(text -> facts.put("displayName", text));
        return facts;
    }

    /** What it keeps of one who went: of what is personal, nothing but the name. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("username", username);
        facts.put("roles", roles);
        facts.put("enabled", enabled);
        facts.put("mustChangePassword", mustChangePassword);
        return facts;
    }

    public boolean isEnabledAdministrator() {
        return enabled && roles.contains(Role.ADMIN);
    }

    Username name() {
        return new Username(username, usernameKey);
    }

    public String username() {
        return username;
    }

    public SortedSet<String> roles() {
        return new TreeSet<>(roles);
    }
}
