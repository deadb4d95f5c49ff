package dev.signet.identity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.base.problem.DomainException;
import dev.signet.identity.role.HeldRoles;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The changes of a user that a caller without all of the roles of the user can make. */
class UserNarrowingTest {
    private static final UserEdit FROM = new UserEdit(Set.of("key-admin", "auditor"), true, "a@b.c", "A", false);

    /** For each member a change that does more than narrow. A new member needs an entry here. */
    private static final Map<String, UserEdit> WIDER = Map.of(
            "roles", new UserEdit(Set.of("key-admin", "auditor", "user-admin"), true, "a@b.c", "A", false),
            "enabled", FROM,
            "email", new UserEdit(FROM.roles(), true, null, "A", false),
            "displayName", new UserEdit(FROM.roles(), true, "a@b.c", null, false),
            "mustChangePassword", new UserEdit(FROM.roles(), true, "a@b.c", "A", true));

    private static void change(UserEdit from, UserEdit to, String... held) {
        new HeldRoles(Set.of(held)).checkChange(from.roles(), UserAdminRules.NARROWING, from, to);
    }

    @Test
    void everyMemberIsDecidedUpon() {
        List<String> members = Arrays.stream(UserEdit.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(WIDER.keySet()).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void callerWithoutAllRolesCanOnlyNarrow() {
        UserEdit disabled = new UserEdit(FROM.roles(), false, "a@b.c", "A", false);
        change(FROM, disabled, "user-admin");
        change(FROM, new UserEdit(Set.of("key-admin"), true, "a@b.c", "A", false), "user-admin");
        WIDER.forEach((member, to) -> {
            UserEdit from = to.equals(FROM) ? disabled : FROM;
            assertThatThrownBy(() -> change(from, to, "user-admin", "auditor"))
                    .as(member)
                    .isInstanceOfSatisfying(DomainException.class, refused -> assertThat(
                                    refused.problem().detail())
                            .startsWith("You can only remove here, because you do not hold key-admin: ")
                            .contains(": " + member + " m"));
            change(from, to, "key-admin", "auditor");
        });
    }
}
