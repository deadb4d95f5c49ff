package dev.signet.scenario;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;

/** The same with the shortest schedule that is accepted: keys are published for no longer than they must, and follow soon. */
@QuarkusTest
@TestProfile(KeyRotationAtShortNoticeTest.Shortest.class)
class KeyRotationAtShortNoticeTest extends KeyRotationUnderTrafficTest {

    /** For key sets that are kept for a quarter of an hour. */
    public static final class Shortest implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("signet.keys.publish-ahead", "PT16M", "signet.keys.period", "PT17M");
        }
    }
}
