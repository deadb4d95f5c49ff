package dev.signet.identity.user;

import dev.signet.base.database.NewId;
import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.protocol.Cutoff;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.EntityTag;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.mapper.PropagateNull;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in, as of one moment.
 *
 * @param usernameSkeleton unique; null where the name is older than this rule and looks like that of another user
 * @param passwordHash a PHC string
 * @param credential another one each time the password is replaced, but not when the same one is hashed more strongly
 * @param passwordKnownWith the roles of who set the password, and so knows it; null where it was the user, or somebody with all roles
 * @param lastLoginAt to about a minute
 * @param tokensValidFrom tokens issued up to that second are no longer accepted; null where that never happened
 * @param declared by the setup file
 */
public record User(
        @PropagateNull UUID id,
        String username,
        String usernameKey,
        @Nullable String usernameSkeleton,
        @Nullable String email,
        @Nullable String displayName,
        String passwordHash,
        UUID credential,
        @Nullable SortedSet<String> passwordKnownWith,
        SortedSet<String> roles,
        boolean enabled,
        boolean mustChangePassword,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        @Nullable Instant tokensValidFrom,
        boolean declared,
        long version) {

    /**
     * A user that is not written yet.
     *
     * @param knownWith the roles of who set the password; null for all
     */
    public static User create(
            Username name, String passwordHash, @Nullable SortedSet<String> knownWith, UserEdit settings, Instant now) {
        return new User(
                NewId.next(),
                name.text(),
                name.key(),
                name.skeleton(),
                settings.email(),
                settings.displayName(),
                passwordHash,
                UUID.randomUUID(),
                knownWith,
                new TreeSet<>(settings.roles()),
                settings.enabled(),
                settings.mustChangePassword(),
                now,
                null,
                null,
                false,
                0);
    }

    /** The same user with another password, which is known to nobody else. */
    User withPassword(String hash, UUID newCredential) {
        return new User(
                id,
                username,
                usernameKey,
                usernameSkeleton,
                email,
                displayName,
                hash,
                newCredential,
                null,
                roles,
                enabled,
                false,
                createdAt,
                lastLoginAt,
                tokensValidFrom,
                declared,
                version);
    }

    /** The subject of this user's tokens: opaque, never given to another. */
    public String subject() {
        return id.toString();
    }

    /** Whether a token that was issued then still counts: {@code iat} tells no more than the second. */
    boolean accepts(Instant issuedAt) {
        return tokensValidFrom == null || issuedAt.getEpochSecond() > tokensValidFrom.getEpochSecond();
    }

    /**
     * The new cut-off of tokens: now, or a little later. Disabling may put it a second further than a change of roles may, so that
     * repeated changes of roles cannot block it.
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
        return next;
    }

    /** Which version administrators see; a log-in, and a stronger hash of the same password, leave it as it is. */
    public EntityTag tag() {
        return EntityTag.of(version);
    }

    /** What the audit trail keeps of a new user. */
    public Map<String, Object> allFacts() {
        Map<String, Object> facts = facts();
        Optional.ofNullable(email).ifPresent(text -> facts.put("email", text));
        Optional.ofNullable(displayName).ifPresent(text -> facts.put("displayName", text));
        return facts;
    }

    /** What it keeps of a deleted user: of personal data, only the name. */
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

    /** Shows nothing of the password. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
