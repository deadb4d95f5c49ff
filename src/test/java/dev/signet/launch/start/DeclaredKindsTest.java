package dev.signet.launch.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class DeclaredKindsTest {
    @Inject
    @All
    List<Declared<?>> declared;

    /** Or a start would refuse what the application takes. */
    @Test
    void launchKnowsEveryKindThatAFileCanDeclare() {
        assertThat(Launch.KINDS)
                .extracting(SetupFormat::kind)
                .containsExactlyInAnyOrderElementsOf(
                        declared.stream().map(kind -> kind.format().kind()).toList());
    }
}
