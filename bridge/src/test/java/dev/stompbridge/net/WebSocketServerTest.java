package dev.stompbridge.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseCode;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.Opcode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket on the endpoints of a whole bridge, frame by frame (RFC 6455). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebSocketServerTest {
    private static final int RAW_LIMIT = 16 * 1024 * 1024;
    private static final CloseStatus NORMAL = CloseStatus.of(CloseCode.NORMAL_CLOSURE, "");

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    /** §4.2.2 item 5: one that the client offered, or none. */
    @ParameterizedTest
    @CsvSource({
        "/stomp, 'v12.stomp, v11.stomp', v12.stomp",
        "/stomp, 'v10.stomp, v12.stomp', v10.stomp",
        "/stomp, 'mqtt, v11.stomp', v11.stomp",
        "/stomp, 'mqtt', ",
        "/stomp, 'V12.STOMP', ",
        "/stomp, , ",
        "/echo, v12.stomp, ",
        "/broadcast, , "
    })
    void clientsFirstKnownSubprotocolIsChosen(String path, @Nullable String offered, @Nullable String chosen) {
        try (WsClient client = WsClient.over(RawClient.connect(bridge.port()), path, offered)) {
            if (chosen == null) {
                assertThat(client.handshake()).doesNotContain("Sec-WebSocket-Protocol");
            } else {
                assertThat(client.handshake()).contains("\r\nSec-WebSocket-Protocol: " + chosen + "\r\n");
            }
        }
    }

    @Test
    void echoPutsItsWordBeforeEachText() {
        try (WsClient client = open("/echo")) {
            client.sendText("für").sendText("");

            assertThat(client.message().text()).isEqualTo("echo: für");
            assertThat(client.message().text()).isEqualTo("echo: ");
        }
    }

    /** §7.4.1, 1003. */
    @Test
    void echoTakesNoBytes() {
        try (WsClient client = open("/echo")) {
            client.send(true, Opcode.BINARY, new byte[1]);

            assertClosed(client, 1003);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, RAW_LIMIT})
    void rawEchoChangesNothing(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        try (WsClient client = open("/echo/raw")) {
            client.send(true, Opcode.BINARY, payload);
            assertThat(client.next()).satisfies(echo -> {
                assertThat(echo.opcode()).isEqualTo(Opcode.BINARY);
                assertThat(Arrays.equals(echo.payload(), payload)).isTrue();
            });

            String text = "x".repeat(length);
            client.sendText(text);
            assertThat(client.next()).satisfies(echo -> {
                assertThat(echo.opcode()).isEqualTo(Opcode.TEXT);
                assertThat(echo.text().equals(text)).isTrue();
            });
        }
    }

    /** §7.4.1, 1009: refused by its length, of which not a byte need come. */
    @ParameterizedTest
    @CsvSource({"/echo/raw, 16777217", "/echo, 65537", "/broadcast, 65537", "/stomp, 8193"})
    void messageBeyondTheLimitIsRefused(String path, int length) {
        byte[] head = Arrays.copyOf(masked(true, Opcode.BINARY, new byte[length]), length > 65_535 ? 14 : 8);
        try (WsClient client = open(path)) {
            client.raw().send(head);

            assertClosed(client, 1009);
        }
    }

    @Test
    void fragmentsTogetherBeyondTheLimitAreRefused() {
        try (WsClient client = open("/echo")) {
            client.send(false, Opcode.TEXT, "a".repeat(60_000).getBytes(UTF_8));
            client.send(true, Opcode.CONTINUATION, "b".repeat(6_000).getBytes(UTF_8));

            assertClosed(client, 1009);
        }
    }

    /** §5.4: a ping between the fragments is answered at once and with its payload. */
    @Test
    void fragmentsBecomeOneMessageAndPingsBetweenThemAreAnswered() {
        try (WsClient client = open("/echo/raw")) {
            client.send(false, Opcode.TEXT, new byte[] {'a', (byte) 0xc3});
            client.send(true, Opcode.PING, "still there?".getBytes(UTF_8));

            assertThat(client.next()).satisfies(pong -> {
                assertThat(pong.opcode()).isEqualTo(Opcode.PONG);
                assertThat(pong.text()).isEqualTo("still there?");
            });
            client.send(false, Opcode.CONTINUATION, new byte[0]);
            client.send(true, Opcode.CONTINUATION, new byte[] {(byte) 0xbc});
            assertThat(client.message().text()).isEqualTo("aü");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "§5.1 not masked, 81 01 61, 1002",
        "§5.2 RSV1, c1 80 00000000, 1002",
        "§5.2 RSV2, a1 80 00000000, 1002",
        "§5.2 RSV3, 91 80 00000000, 1002",
        "§5.2 opcode 3, 83 80 00000000, 1002",
        "§5.2 opcode F, 8f 80 00000000, 1002",
        "§5.4 continuation of nothing, 80 80 00000000, 1002",
        "§5.5 ping in fragments, 09 80 00000000, 1002",
        "§5.5 ping of 126 bytes, 89 fe 007e 00000000, 1002",
        "§5.5.1 close of one byte, 88 81 00000000 03, 1002",
        "§5.5.1 reason is not UTF-8, 88 83 00000000 03e8 ff, 1007",
        "§8.1 text is not UTF-8, 81 81 00000000 ff, 1007"
    })
    void violationHasItsCodeOnEachEndpoint(String clause, String frame, int code) {
        byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
        for (String path : new String[] {"/echo", "/echo/raw", "/broadcast", "/stomp"}) {
            try (WsClient client = open(path)) {
                client.raw().send(bytes);

                assertClosed(client, code);
            }
        }
    }

    /** §5.5.1: an endpoint typically echoes the status code, and §7.1.1: the server closes TCP first. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void closeIsAnsweredWithItsCode(int code) {
        try (WsClient client = open("/echo")) {
            client.sendClose(new CloseStatus(code, "a reason"));

            assertThat(client.next())
                    .satisfies(answer -> assertThat(answer.close()).isEqualTo(new CloseStatus(code, "")));
            assertThat(client.next()).isNull();
        }
    }

    /** §7.1.5. */
    @Test
    void closeWithoutStatusIsAnsweredWithoutStatus() {
        try (WsClient client = open("/echo")) {
            client.send(true, Opcode.CLOSE, new byte[0]);

            assertThat(client.next())
                    .satisfies(answer -> assertThat(answer.close()).isEqualTo(CloseStatus.NO_STATUS));
            assertThat(client.next()).isNull();
        }
    }

    /** §7.4.2. */
    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
    void closeWithACodeThatMayNotBeSentIsRefused(int code) {
        try (WsClient client = open("/echo")) {
            client.send(true, Opcode.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});

            assertClosed(client, 1002);
        }
    }

    /** §7.1.1, the other direction: the bridge closes first and ends TCP when the answer has come. */
    @Test
    void socketEndsWhenTheBridgesCloseIsAnswered() {
        try (WsClient client = open("/echo")) {
            client.send(true, Opcode.BINARY, new byte[1]);

            assertThat(client.close(NORMAL)).isEqualTo(new CloseStatus(1003, "this kind of message is not taken here"));
            assertThat(client.next()).isNull();
        }
    }

    /** §5.5.1: what comes behind a close frame is not looked at. */
    @Test
    void nothingBehindACloseIsAnswered() {
        try (WsClient client = open("/echo")) {
            client.sendClose(NORMAL);
            client.sendText("late");

            assertThat(client.next())
                    .satisfies(answer -> assertThat(answer.close()).isEqualTo(NORMAL));
            assertThat(client.next()).isNull();
        }
    }

    @Test
    void broadcastReachesEveryoneUnchangedUntilTheyLeave() {
        try (WsClient one = open("/broadcast");
                WsClient other = open("/broadcast")) {
            one.sendText("first");
            assertThat(one.message().text()).isEqualTo("first");
            assertThat(other.message().text()).isEqualTo("first");

            one.sendClose(NORMAL);
            assertThat(one.next())
                    .satisfies(answer -> assertThat(answer.close()).isEqualTo(NORMAL));
            other.send(true, Opcode.BINARY, new byte[] {1});
            assertThat(other.message().opcode()).isEqualTo(Opcode.BINARY);
            assertThat(one.next()).isNull();
        }
    }

    private WsClient open(String path) {
        return WsClient.open(bridge.port(), path);
    }

    private static byte[] masked(boolean fin, Opcode opcode, byte[] payload) {
        ByteBuffer frame = FrameEncoder.encodeMasked(fin, opcode, payload, 0x12345678);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** The next thing is a close frame of this code, and a reason with it. */
    private static void assertClosed(WsClient client, int code) {
        WsClient.Received last = client.next();
        CloseStatus close = last == null ? null : last.close();

        assertThat(close).isNotNull().satisfies(status -> {
            assertThat(status.code()).isEqualTo(code);
            assertThat(status.reason()).isNotEmpty();
        });
    }
}
