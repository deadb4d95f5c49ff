package dev.signet.launch.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.SetupFormat;

/**
 * One thing as the file declares it.
 *
 * @param id its name as it is written there
 * @param key what it is known by
 * @param members the others, with secrets in place of what referred to them
 * @param owned whether it is removed when it is no longer declared
 * @param adopt whether the file may take over what others made
 * @param path where it stands in the document
 */
record SetupItem(String id, String key, ObjectNode members, boolean owned, boolean adopt, String path) {
    /** @throws SetupMistake where it cannot be read */
    static SetupItem of(SetupFormat kind, int number, SetupDocument document) {
        String path = kind.kind() + "." + number;
        JsonNode node = document.root().path(kind.kind()).get(number);
        String id = node.path(kind.idMember()).textValue();
        if (id == null) {
            String name = path + "." + kind.idMember();
            if (!document.quoteIt(name).isEmpty()) {
                throw document.mistake(name, kind.idMember() + " must be a string" + document.quoteIt(name));
            }
            throw withoutName(kind, path, document);
        }
        ObjectNode members = node.deepCopy();
        members.remove(kind.idMember());
        boolean owned = said(members, "owned", path, document);
        boolean adopt = said(members, "adopt", path, document);
        resolveSecrets(kind, members, path, document);
        return new SetupItem(id, kind.key(id), members, owned, adopt, path);
    }

    static SetupMistake withoutName(SetupFormat kind, String path, SetupDocument document) {
        return document.mistake(
                path,
                "each of " + kind.kind() + " needs a " + kind.idMember() + " of its own, as in \"- " + kind.idMember()
                        + ": jane\"");
    }

    /** As it is called in what operators read. */
    String name(SetupFormat kind) {
        return kind.kind() + " " + id;
    }

    private static boolean said(ObjectNode members, String name, String path, SetupDocument document) {
        JsonNode said = members.remove(name);
        if (said != null && !said.isBoolean()) {
            throw document.mistake(path + "." + name, name + " must be true or false");
        }
        return said != null && said.booleanValue();
    }

    private static void resolveSecrets(SetupFormat kind, ObjectNode members, String path, SetupDocument document) {
        for (String name : kind.secretMembers()) {
            JsonNode reference = members.get(name);
            if (reference != null) {
                try {
                    members.put(name, SecretReference.of(reference).resolve(System::getenv));
                } catch (IllegalArgumentException e) {
                    throw document.mistake(path + "." + name, name + ": " + e.getMessage());
                }
            }
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "SetupItem[" + path + "]";
    }
}
