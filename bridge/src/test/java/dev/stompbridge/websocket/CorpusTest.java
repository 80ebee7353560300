package dev.stompbridge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every odd input ever met, with what must come of it. */
class CorpusTest {

    static List<Corpus.Case> cases() throws Exception {
        return Corpus.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void fileIsDecodedAsItSays(Corpus.Case file) {
        assertThat(file.replay().everyWay(file.bytes())).isEqualTo(file.outcome());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void ruleFitsIntoACloseReason(Corpus.Case file) {
        assertThat(file.outcome()).allSatisfy(event -> {
            if (event.startsWith("FAIL ")) {
                String rule = event.substring("FAIL 1002 ".length());
                assertThat(rule.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(123);
            }
        });
    }
}
