package dev.signet.endpoint.connection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What connections of clients may cost. The sum of it is in docs/operations.md. */
@ConfigMapping(prefix = "signet.http")
public interface ConnectionConfig {
    /** How many connections there are at most, each with up to 64 KiB of heap: 10 to 1000000. */
    @WithDefault("1000")
    @Min(10) @Max(1_000_000) int connections();

    /** How many of them one address may have, IPv6: one /64; trusted proxies may have all: 1 to 1000000. */
    @WithDefault("256")
    @Min(1) @Max(1_000_000) int connectionsPerAddress();

    /** How many bytes of bodies are held at once, for all requests that are not answered yet: at least one body's 64 KiB. */
    @WithDefault("8M")
    MemorySize bodies();

    /** How long a head may take from its first byte, and a new connection without any: 100 milliseconds to an hour. */
    @WithDefault("PT10S")
    @DurationMin(millis = 100, message = "must be at least 100 milliseconds")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration headDeadline();

    /** How long a body may take from the end of its head: 100 milliseconds to an hour. */
    @WithDefault("PT30S")
    @DurationMin(millis = 100, message = "must be at least 100 milliseconds")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration bodyDeadline();

    /** How long a client may take to receive an answer: 100 milliseconds to an hour. */
    @WithDefault("PT1M")
    @DurationMin(millis = 100, message = "must be at least 100 milliseconds")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration answerDeadline();
}
