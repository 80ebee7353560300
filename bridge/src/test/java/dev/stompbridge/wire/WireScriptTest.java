package dev.stompbridge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.TestBridge;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each script, against the codecs alone and against a whole bridge over TCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WireScriptTest {
    /** Its heart-beats are as frequent as the floor allows, so that a script need not wait for one. */
    private final TestBridge bridge = TestBridge.start("stomp.heart-beat-send=1s", "stomp.heart-beat-receive=1s");

    static List<WireScript> scripts() throws IOException {
        return WireScript.all();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void bridgeAnswersAsWritten(WireScript script) {
        try (LiveConversation conversation = new LiveConversation(script, bridge.port())) {
            conversation.play();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void clientsBytesMeanTheSameHoweverTheyAreSplit(WireScript script) {
        for (String client : script.clients()) {
            CodecReplay replay = CodecReplay.of(script.of(client));

            assertThat(replay.atEveryCut()).as("client %s", client).containsOnly(replay.whole());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void serversFramesAreWhatTheEncoderWrites(WireScript script) throws Exception {
        for (String client : script.clients()) {
            List<CodecReplay.ServerFrame> frames = CodecReplay.serverFrames(script.of(client));

            assertThat(frames)
                    .as("client %s", client)
                    .allSatisfy(frame -> assertThat(frame.encoded()).isEqualTo(frame.written()));
        }
    }
}
