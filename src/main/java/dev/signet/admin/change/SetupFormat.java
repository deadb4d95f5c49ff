package dev.signet.admin.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.base.resource.MergePatch;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the setup file may say of things of one kind, as far as the file tells by itself. Plain code: it is asked before there is a
 * database, or a container.
 */
public abstract class SetupFormat {
    private final String kind;
    private final String idMember;
    private final int order;
    private final Class<? extends Record> settings;
    private final Set<String> secretMembers;

    /**
     * The format of a kind.
     *
     * @param kind what the list of them is called in the file
     * @param idMember the member by which one of them is told from the others
     * @param order those of a lower number are made first, and removed last: others may refer to them
     * @param settings what can be changed of one of them; its components are members in the file
     * @param secretMembers other members, which are secrets: in the file they refer to where the secret is
     */
    protected SetupFormat(
            String kind, String idMember, int order, Class<? extends Record> settings, String... secretMembers) {
        this.kind = kind;
        this.idMember = idMember;
        this.order = order;
        this.settings = settings;
        this.secretMembers = Set.of(secretMembers);
    }

    public final String kind() {
        return kind;
    }

    public final String idMember() {
        return idMember;
    }

    public final int order() {
        return order;
    }

    public final Set<String> secretMembers() {
        return secretMembers;
    }

    /** The members that an item may have beside its name, secrets included. */
    public final Set<String> members() {
        Set<String> members = Stream.of(settings.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        members.addAll(secretMembers);
        return members;
    }

    /** What one of them is known by: the same for every way to write its name. */
    public String key(String id) {
        return id;
    }

    /** The members without those that are secrets. */
    public final ObjectNode withoutSecrets(ObjectNode members) {
        return members.deepCopy().without(secretMembers);
    }

    /**
     * Checks an item by all rules that need no database.
     *
     * @param members those of the file without the name, with secrets in place of what referred to them
     * @param isNew whether the item is going to be made. If not, it may be older than the rules of values: then only names of members and
     *     types are checked
     * @throws dev.signet.base.problem.DomainException where it breaks a rule
     */
    public abstract void check(String id, ObjectNode members, MergePatch patches, boolean isNew);
}
