package dev.signet.base.database;

import org.jboss.logging.Logger;

/**
 * Says in the log that work which is tried again and again fails: once for an outage and once for any other fault, not each time.
 * For one thread.
 */
public final class Complaint {
    private enum Kind {
        NONE,
        OUTAGE,
        FAULT
    }

    private final Logger log;
    private final String waiting;
    private final String failed;
    private Kind last = Kind.NONE;

    /**
     * @param waiting what an outage means
     * @param failed what any other fault means
     */
    public Complaint(Logger log, String waiting, String failed) {
        this.log = log;
        this.waiting = waiting;
        this.failed = failed;
    }

    /** Says that it did not fail; returns whether it had before. */
    public boolean over() {
        boolean had = last != Kind.NONE;
        last = Kind.NONE;
        return had;
    }

    public void of(Throwable e) {
        Kind kind = DatabaseOutage.causedBy(e) ? Kind.OUTAGE : Kind.FAULT;
        if (kind != last) {
            last = kind;
            if (kind == Kind.OUTAGE) {
                log.warnf("%s: %s", waiting, DatabaseOutage.reason(e).orElse(""));
            } else {
                log.error(failed, e);
            }
        }
    }
}
