package dev.stompbridge.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever a peer begins must end in time, however many bytes come meanwhile. */
final class MessageTimeoutTest {
    private static final int MESSAGE_TIMEOUT = 4114;
    private static final String[] FAST = {"websocket.message-timeout=1s"};

    private static TestBridge bridge() {
        return TestBridge.start(FAST);
    }

    private static void assertTimedOut(StompClient client) {
        assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                .isEqualTo("a frame took too long to arrive");
        assertThat(client.next()).isNull();
        assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(MESSAGE_TIMEOUT);
    }

    @Test
    void frameHeaderThatNeverEnds() {
        try (TestBridge bridge = bridge();
                StompClient client = StompClient.anonymous(bridge.port())) {
            client.ws().raw().send(new byte[] {(byte) 0x81});
            assertTimedOut(client);
        }
    }

    @Test
    void payloadThatNeverEnds() {
        try (TestBridge bridge = bridge();
                StompClient client = StompClient.anonymous(bridge.port())) {
            client.ws().raw().send(new byte[] {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'S'});
            assertTimedOut(client);
        }
    }

    @Test
    void messageOfEndlessFragments() {
        try (TestBridge bridge = bridge();
                StompClient client = StompClient.anonymous(bridge.port())) {
            client.ws().send(false, Opcode.TEXT, "SEND\n".getBytes(UTF_8));
            client.ws().send(false, Opcode.CONTINUATION, "a:b\n".getBytes(UTF_8));
            client.ws().send(true, Opcode.PING, new byte[0]);
            assertTimedOut(client);
        }
    }

    @Test
    void stompFrameThatIsSplitOverMessagesForEver() {
        try (TestBridge bridge = bridge();
                StompClient client = StompClient.anonymous(bridge.port())) {
            client.send("SEND\ndestination:/topic/demo.a\n");
            client.send("a:b\n");
            client.ws().send(true, Opcode.PING, new byte[0]);
            assertTimedOut(client);
        }
    }

    /** Each is whole in time; the last one shows that none of them has been held against the next. */
    @Test
    void messagesThatEndInTimeMayGoOnForEver() {
        try (TestBridge bridge = bridge();
                StompClient client = StompClient.anonymous(bridge.port())) {
            client.subscribe("s", "/topic/demo.a");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            for (int i = 0; System.nanoTime() < end; i++) {
                client.send("SEND\ndestination:/topic/demo.a\n\n");
                client.send(i + "^@SEND\ndestination:/topic/demo.a\n");
                client.send("\nhalf^@");
                assertThat(client.message()).isEqualTo(Integer.toString(i));
                assertThat(client.message()).isEqualTo("half");
            }
        }
    }

    @Test
    void endpointsWithoutALoginAreBoundAsWell() {
        try (TestBridge bridge = bridge();
                WsClient client = WsClient.open(bridge.port(), "/echo")) {
            client.send(false, Opcode.TEXT, "never".getBytes(UTF_8));
            WsClient.Received close = Objects.requireNonNull(client.next());
            assertThat(Objects.requireNonNull(close.close()).code()).isEqualTo(MESSAGE_TIMEOUT);
        }
    }
}
