package dev.stompbridge.hardening;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who has not logged in: nothing is done for him, and little is kept of what he sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BeforeLoginTest {
    /** As much as there may be of a frame before the login. */
    private static final int LIMIT = 8 * 1024;

    private final TestBridge bridge = TestBridge.start(
            "limits.session.frames=0", "limits.session.bytes=0B", "limits.user.frames=0", "limits.user.bytes=0B");

    @AfterAll
    void stop() {
        bridge.close();
    }

    private StompClient open() {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\ndestination:/topic/demo.before\n\nearly^@",
                "SUBSCRIBE\nid:s\ndestination:/topic/demo.before\n\n^@",
                "UNSUBSCRIBE\nid:s\n\n^@",
                "ACK\nid:1\n\n^@",
                "NACK\nid:1\n\n^@",
                "BEGIN\ntransaction:t\n\n^@",
                "COMMIT\ntransaction:t\n\n^@",
                "ABORT\ntransaction:t\n\n^@",
                "DISCONNECT\nreceipt:r\n\n^@"
            })
    void nothingIsDoneBeforeConnect(String frame) {
        try (StompClient observer = StompClient.anonymous(bridge.port()).subscribe("s", "/topic/demo.before");
                StompClient early = open()) {
            early.send(frame + "CONNECT\naccept-version:1.2\nhost:test\n\n^@" + frame);

            assertThat(early.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the first frame is CONNECT or STOMP");
            assertThat(early.next()).isNull();
            assertThat(Objects.requireNonNull(early.closed()).code()).isEqualTo(4000);
            observer.send("SEND\ndestination:/topic/demo.before\n\nnext^@");
            assertThat(observer.message()).isEqualTo("next");
        }
    }

    /** An ERROR and the end before 100 KiB, whatever is repeated without an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT\naccept-version:1.2\nhost:test\n|a:\n",
                "CONNECT\nlogin:|x",
                "CONNECT\n|accept-version:1.2,1.1,1.0\n",
                "CONNECT\naccept-version:|1.2,",
                "CONNECT\n\n|body",
                "|CONNECT",
                "SEND\ndestination:/topic/demo.a\n|a:b\n"
            })
    void whatNeverEndsIsCutAtItsLimit(String text) {
        String begin = text.substring(0, text.indexOf('|'));
        String more = text.substring(text.indexOf('|') + 1);
        for (int size : new int[] {1, 100, 4000}) {
            String piece = more.repeat((size + more.length() - 1) / more.length());
            try (StompClient client = open()) {
                client.send(begin);
                for (int sent = 0; sent < LIMIT + 4000; sent += piece.length()) {
                    client.ws().sendText(piece);
                }
                StompFrame error = client.await(StompCommand.ERROR);

                assertThat(error.headers().get("message")).as(text).containsAnyOf("limit", "command");
                assertThat(client.next()).isNull();
            }
        }
    }

    @Test
    void aFrameOfTheWebSocketIsSmallBeforeTheLogin() {
        try (StompClient client = open()) {
            client.ws().send(true, Opcode.TEXT, "x".repeat(LIMIT + 1).getBytes(UTF_8));

            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(1009);
        }
    }
}
