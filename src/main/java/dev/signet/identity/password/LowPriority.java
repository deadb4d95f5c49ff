package dev.signet.identity.password;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.jboss.logging.Logger;

/**
 * Lets a thread take the processor only where nobody else wants it: hashing takes all there is, and requests that need none
 * should not feel it. Java's own priorities do nothing on Linux.
 */
final class LowPriority {
    private static final Logger LOG = Logger.getLogger(LowPriority.class);

    /** Of a thread with the usual 0, such a thread gets about a tenth where both want the processor: setpriority(2). */
    static final int NICENESS = 10;

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private LowPriority() {}

    private interface LibC extends Library {
        int setpriority(int which, int who, int niceness);
    }

    /** The work, on a thread that gives way; where the platform does not know that, on one that does not. */
    static Runnable giveWay(Runnable work) {
        return () -> {
            try {
                // elsewhere it would be the whole process
                if (Platform.isLinux()) {
                    Native.load("c", LibC.class).setpriority(PRIO_PROCESS, THIS_THREAD, NICENESS);
                }
            } catch (LinkageError | RuntimeException e) {
                LOG.debugf("Hashing does not give way to other work: %s", e.getMessage());
            }
            work.run();
        };
    }
}
