package dev.signet.base.database;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Identifiers of new rows: UUIDs of version 7 (RFC 9562 section 5.7), in the order of the time by the clock of this machine. */
public final class NewId {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private NewId() {}

    /** One that nobody has. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
