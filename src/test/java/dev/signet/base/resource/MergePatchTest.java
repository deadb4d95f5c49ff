package dev.signet.base.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class MergePatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The examples of RFC 7396 appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"a\":\"b\"}; {\"a\":\"c\"}; {\"a\":\"c\"}",
                "{\"a\":\"b\"}; {\"b\":\"c\"}; {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}; {\"a\":null}; {}",
                "{\"a\":\"b\",\"b\":\"c\"}; {\"a\":null}; {\"b\":\"c\"}",
                "{\"a\":[\"b\"]}; {\"a\":\"c\"}; {\"a\":\"c\"}",
                "{\"a\":\"c\"}; {\"a\":[\"b\"]}; {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}; {\"a\":{\"b\":\"d\",\"c\":null}}; {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}; {\"a\":[1]}; {\"a\":[1]}",
                "[\"a\",\"b\"]; [\"c\",\"d\"]; [\"c\",\"d\"]",
                "{\"a\":\"b\"}; [\"c\"]; [\"c\"]",
                "{\"a\":\"foo\"}; null; null",
                "{\"a\":\"foo\"}; \"bar\"; \"bar\"",
                "{\"e\":null}; {\"a\":1}; {\"e\":null,\"a\":1}",
                "[1,2]; {\"a\":\"b\",\"c\":null}; {\"a\":\"b\"}",
                "{}; {\"a\":{\"bb\":{\"ccc\":null}}}; {\"a\":{\"bb\":{}}}"
            })
    void mergesAsTheRfcShows(String target, String patch, String result) throws Exception {
        assertThat(MergePatch.merge(JSON.readTree(target), JSON.readTree(patch)))
                .isEqualTo(JSON.readTree(result));
    }

    record Things(Set<String> some, List<String> ordered) {}

    @Test
    void setsInAnotherOrderAreNoDifference() {
        MergePatch patches = new MergePatch(JSON, null);
        Things from = new Things(new TreeSet<>(List.of("a", "b")), List.of("a", "b"));
        Things same = new Things(new LinkedHashSet<>(List.of("b", "a")), List.of("a", "b"));
        assertThat(patches.differences(from, same)).isEmpty();
        Things other = new Things(Set.of("a"), List.of("b", "a"));
        assertThat(patches.differences(from, other)).containsOnlyKeys("some", "ordered");
    }
}
