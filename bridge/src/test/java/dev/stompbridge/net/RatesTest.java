package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.Opcode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sends more per second than he may is told so and goes; ten times as much may come at once. */
final class RatesTest {
    private static final int TOO_FAST = 4111;
    private static final String SEND = "SEND\ndestination:/topic/demo.rates\n\nx^@";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits.session.frames=10 | too many frames per second",
                "limits.session.sends=5   | too many SEND frames per second",
                "limits.session.bytes=4KiB| too many bytes per second",
            })
    void sessionThatIsTooFastEndsWithAnErrorThatSaysWhy(String limit, String rule) {
        try (TestBridge bridge = TestBridge.start(limit, "websocket.max-message=16KiB", "stomp.max-body=8KiB");
                StompClient client = StompClient.anonymous(bridge.port())) {
            sendUntilRefused(client);

            StompFrame error = client.await(StompCommand.ERROR);
            assertThat(error.headers().get("message")).isEqualTo(rule);
            assertThat(error.headers().get("retry-after")).isEqualTo("10");
            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(TOO_FAST);
            assertThat(bridge.metric("stompbridge_disconnects_total{reason=\"too_fast\"}"))
                    .isEqualTo(1);
        }
    }

    private static void sendUntilRefused(StompClient client) {
        try {
            for (int i = 0; i < 2000; i++) {
                client.send(SEND);
            }
        } catch (RuntimeException e) {
            // The bridge has closed the socket meanwhile; what it said before is still to be read.
            assertThat(e).hasRootCauseInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void othersAreServedMeanwhile() {
        try (TestBridge bridge = TestBridge.start("limits.session.sends=5");
                StompClient reader = StompClient.anonymous(bridge.port());
                StompClient fast = StompClient.anonymous(bridge.port());
                StompClient slow = StompClient.anonymous(bridge.port())) {
            reader.subscribe("s", "/topic/demo.rates");
            sendUntilRefused(fast);
            slow.send("SEND\ndestination:/topic/demo.rates\n\nslow^@");
            String body = reader.message();
            while (!body.equals("slow")) {
                body = reader.message();
            }
        }
    }

    @Test
    void sessionsOfOneUserShareWhatHeMaySend() {
        try (TestBridge bridge = TestBridge.start("limits.user.sends=5");
                StompClient first = StompClient.tester(bridge.port());
                StompClient second = StompClient.tester(bridge.port())) {
            for (int i = 0; i < 30; i++) {
                first.send("SEND\ndestination:/topic/test.a\nreceipt:" + i + "\n\nx^@");
                first.awaitReceipt(Integer.toString(i));
            }
            for (int i = 0; i < 30; i++) {
                second.send("SEND\ndestination:/topic/test.a\n\nx^@");
            }
            assertThat(second.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("too many SEND frames per second from all sessions of the user");
            first.send("ABORT\ntransaction:none\n\n^@").await(StompCommand.ERROR);
        }
    }

    @Test
    void floodOfPingsBeforeTheLoginEndsTheConnection() {
        assertFloodIsEnded(true, Opcode.PING, new byte[0]);
    }

    @Test
    void floodOfEmptyFragmentsEndsTheConnection() {
        assertFloodIsEnded(false, Opcode.CONTINUATION, new byte[0]);
    }

    @Test
    void floodOfFragmentsOfOneByteEndsTheConnection() {
        assertFloodIsEnded(false, Opcode.CONTINUATION, new byte[] {'\n'});
    }

    private static void assertFloodIsEnded(boolean fin, Opcode opcode, byte[] payload) {
        try (TestBridge bridge = TestBridge.start("limits.session.frames=20");
                WsClient client = WsClient.open(bridge.port(), "/stomp")) {
            try {
                if (opcode == Opcode.CONTINUATION) {
                    client.send(false, Opcode.TEXT, new byte[0]);
                }
                for (int i = 0; i < 5000; i++) {
                    client.send(fin, opcode, payload);
                }
            } catch (RuntimeException e) {
                assertThat(e).hasRootCauseInstanceOf(java.io.IOException.class);
            }
            CloseStatus close = closeOf(client);
            assertThat(close == null ? TOO_FAST : close.code()).isEqualTo(TOO_FAST);
            assertThat(bridge.metric("stompbridge_disconnects_total{reason=\"too_fast\"}"))
                    .isEqualTo(1);
        }
    }

    /** Its goodbye is not heard among all the rest, so that the socket ends without. */
    @Test
    void whoeverSentTooMuchIsNotListenedToAnyMore() {
        try (TestBridge bridge = TestBridge.start("limits.session.frames=1", "websocket.close-timeout=1s");
                WsClient client = WsClient.open(bridge.port(), "/echo/raw")) {
            for (int i = 0; i < 11; i++) {
                client.send(true, Opcode.PING, new byte[0]);
            }
            assertThat(client.close(new CloseStatus(TOO_FAST, "")))
                    .extracting(CloseStatus::code)
                    .isEqualTo(TOO_FAST);
            assertThat(client.next()).isNull();
            await().until(() -> bridge.metric("stompbridge_websocket_closes_unanswered_total") == 1);
        }
    }

    /** Null if a reset of the connection destroyed it, because the flood was still under way. */
    private static @org.jspecify.annotations.Nullable CloseStatus closeOf(WsClient client) {
        try {
            WsClient.Received next = client.next();
            while (next != null && next.close() == null) {
                next = client.next();
            }
            return next == null ? null : next.close();
        } catch (RuntimeException e) {
            assertThat(e).hasRootCauseInstanceOf(java.io.IOException.class);
            return null;
        }
    }
}
