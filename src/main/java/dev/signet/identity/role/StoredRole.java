package dev.signet.identity.role;

import dev.signet.base.protocol.Role;
import dev.signet.base.resource.EntityTag;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A role that can be granted. */
@Entity
@Table(name = "signet_role")
class StoredRole {
    @Id
    @Column(updatable = false)
    String name;

    @Nullable String description;

    /** By the setup file. */
    boolean declared;

    @Version
    long version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoredRole() {}

    StoredRole(String name, @Nullable String description) {
        this.name = name;
        this.description = description;
        this.version = EntityTag.firstVersion();
    }

    boolean builtIn() {
        return Role.BUILT_IN.contains(name);
    }

    EntityTag tag() {
        return EntityTag.of(version);
    }
}
