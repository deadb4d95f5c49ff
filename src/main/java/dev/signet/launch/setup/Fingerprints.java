package dev.signet.launch.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.signet.base.crypto.DerivedKeys;
import dev.signet.base.crypto.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Recognises what was applied of an item. Secrets are members too, and some are passwords that people chose: so each fingerprint is an
 * HMAC (RFC 2104) under a key that is not in the database, and equal members of two items have different ones.
 */
@ApplicationScoped
class Fingerprints {

    private final DerivedKeys keys;

    Fingerprints(DerivedKeys keys) {
        this.keys = keys;
    }

    /** Of each member. The order of members, and of what stands in an array, says nothing. */
    Map<String, String> of(String kind, SetupItem item) {
        Map<String, String> fingerprints = new TreeMap<>();
        item.members().properties().forEach(member -> {
            String place = text(kind) + text(item.key()) + text(member.getKey());
            fingerprints.put(member.getKey(), hmac(place + canonical(member.getValue())));
        });
        return fingerprints;
    }

    private static String canonical(JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .map(member -> text(member.getKey()) + ":" + canonical(member.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(Fingerprints::canonical).sorted().collect(Collectors.joining(",", "[", "]"));
        }
        return value.toString();
    }

    /** Between quotes, so that it is clear where it ends. */
    private static String text(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    private String hmac(String text) {
        return Base64.getEncoder().encodeToString(Sha256.hmac(keys.derive("declared item"), text));
    }
}
