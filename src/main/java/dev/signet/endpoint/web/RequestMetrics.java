package dev.signet.endpoint.web;

import dev.signet.base.http.AllowedMethods;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Keeps what strangers make up out of the names of metrics: each would stay in memory for ever. */
@Singleton
final class RequestMetrics implements MeterFilter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> OUTCOMES = Set.of("NOT_FOUND", "REDIRECTION", "UNKNOWN", "root");
    private static final String OTHER = "OTHER";

    private final AllowedMethods addresses;

    RequestMetrics(AllowedMethods addresses) {
        this.addresses = addresses;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith("http.server.")) {
            return id;
        }
        List<Tag> tags = id.getTags().stream().map(this::known).toList();
        return id.replaceTags(tags);
    }

    private Tag known(Tag tag) {
        boolean known =
                switch (tag.getKey()) {
                    case "method" -> METHODS.contains(tag.getValue());
                    case "uri" -> OUTCOMES.contains(tag.getValue()) || addresses.known(tag.getValue());
                    default -> true;
                };
        return known ? tag : Tag.of(tag.getKey(), OTHER);
    }
}
