package dev.stompbridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus sent to {@code /echo/raw} of a whole bridge: its messages come back, and it ends as it says. Files that a
 * server sends, that have limits of their own or after which nothing comes back are left to {@link CorpusTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveCorpusTest {
    private final TestBridge bridge = TestBridge.start();

    static List<Corpus.Case> cases() throws Exception {
        return Corpus.cases().stream()
                .filter(file -> file.replay().isOfClientWithUsualLimits())
                .filter(file -> file.outcome().stream().anyMatch(event -> event.matches("(TEXT|BINARY|CLOSE|FAIL).*")))
                .toList();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bridgeAnswersAsTheFileSays(Corpus.Case file) {
        List<String> expected = file.outcome().stream()
                .filter(event -> !event.startsWith("PONG") && !event.startsWith("PING"))
                .map(LiveCorpusTest::answer)
                .toList();
        try (WsClient client = WsClient.open(bridge.port(), "/echo/raw")) {
            client.raw().send(file.bytes());

            List<String> answers = new ArrayList<>();
            while (answers.size() < expected.size()) {
                answers.add(nextAnswer(client));
            }
            assertThat(answers).isEqualTo(expected);
        }
    }

    /** What the bridge makes of an event of the corpus: the message itself, or a close with the same code. */
    private static String answer(String event) {
        if (event.startsWith("CLOSE ")) {
            return event.substring(0, "CLOSE 1000".length());
        }
        return event.replaceFirst("^FAIL ", "CLOSE ");
    }

    /** Pongs are skipped, for of several pings only the last one need be answered (RFC 6455 §5.5.3). */
    private static String nextAnswer(WsClient client) {
        WsClient.Received next = client.next();
        while (next != null && next.opcode() == Opcode.PONG) {
            next = client.next();
        }
        if (next == null) {
            return "the socket ended";
        }
        CloseStatus close = next.close();
        return close == null
                ? Recorder.message(next.opcode(), next.payload())
                : ("CLOSE " + close.code() + " " + close.reason()).strip();
    }
}
