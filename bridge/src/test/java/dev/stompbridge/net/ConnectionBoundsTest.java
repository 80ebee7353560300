package dev.stompbridge.net;

import static dev.stompbridge.testkit.RawHttp.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp.Answer;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseCode;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends a connection that stays for too long, or is one too many; each test with a bridge of its own settings. */
final class ConnectionBoundsTest {
    private static final CloseStatus NORMAL = CloseStatus.of(CloseCode.NORMAL_CLOSURE, "");

    @Test
    void whoeverTakesTooLongIsClosed() {
        try (TestBridge hasty = TestBridge.start("web.head-timeout=1s", "web.idle-timeout=100ms");
                RawClient half = RawClient.connect(hasty.port());
                RawClient silent = RawClient.connect(hasty.port());
                RawClient idle = RawClient.connect(hasty.port())) {
            half.send("GET / HTTP/1.1\r\nHos");
            assertThat(Answer.to(idle.send(get("/", ""))).status()).isEqualTo(404);

            assertThat(idle.read()).as("kept alive for nothing").isEqualTo(-1);
            assertThat(Answer.to(half).status())
                    .as("half a head (RFC 9110 §15.5.9)")
                    .isEqualTo(408);
            assertThat(half.read()).as("after its answer").isEqualTo(-1);
            assertThat(silent.read()).as("not a byte").isEqualTo(-1);
            await().until(() -> hasty.metric("stompbridge_http_requests_timed_out_total") == 1);
        }
    }

    @Test
    void oneConnectionTooManyIsRefused() {
        try (TestBridge small = TestBridge.start("web.max-connections=2");
                RawClient stays = RawClient.connect(small.port())) {
            assertThat(isServed(stays)).isTrue();
            try (RawClient leaves = RawClient.connect(small.port())) {
                assertThat(isServed(leaves)).isTrue();
                assertRefused(small.port());
            }
            await().ignoreExceptions().until(() -> isServed(small.port()));
            assertThat(isServed(stays)).isTrue();
        }
    }

    private static void assertRefused(int port) {
        try (RawClient refused = RawClient.connect(port)) {
            Answer answer = Answer.to(refused);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(refused.read()).isEqualTo(-1);
        }
    }

    private static boolean isServed(int port) {
        try (RawClient client = RawClient.connect(port)) {
            return isServed(client);
        }
    }

    /** There are no pages: what is served is a 404. */
    private static boolean isServed(RawClient client) {
        return Answer.to(client.send(get("/", ""))).status() == 404;
    }

    /** §5.5.2: whoever answers stays, also beyond the time after which a silent peer is given up. */
    @Test
    void silentPeerIsPingedAndGivenUpIfItDoesNotAnswer() {
        try (TestBridge hasty = TestBridge.start("websocket.ping-after=200ms", "websocket.pong-timeout=2s");
                WsClient answering = WsClient.open(hasty.port(), "/echo");
                WsClient silent = WsClient.open(hasty.port(), "/echo")) {
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                assertThat(answering.next())
                        .extracting(WsClient.Received::opcode)
                        .isEqualTo(Opcode.PING);
                answering.send(true, Opcode.PONG, new byte[0]);
            }
            assertThat(silent.next()).extracting(WsClient.Received::opcode).isEqualTo(Opcode.PING);
            assertThat(silent.close(NORMAL)).isEqualTo(new CloseStatus(4101, "no sign of life"));
            answering.sendClose(NORMAL);
            assertThat(answering.close(NORMAL)).isEqualTo(NORMAL);
        }
    }

    @Test
    void closeThatIsNotAnsweredEndsInTime() {
        try (TestBridge hasty = TestBridge.start("websocket.close-timeout=200ms");
                WsClient client = WsClient.open(hasty.port(), "/echo")) {
            client.send(true, Opcode.BINARY, new byte[1]);

            assertThat(client.next()).extracting(WsClient.Received::close).isNotNull();
            assertThat(client.next()).isNull();
            await().until(() -> hasty.metric("stompbridge_websocket_closes_unanswered_total") == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Opcode.class,
            names = {"TEXT", "PING"})
    void whoeverDoesNotConnectInTimeIsClosed(Opcode opcode) {
        try (TestBridge hasty = TestBridge.start("stomp.connect-timeout=200ms");
                WsClient client = WsClient.open(hasty.port(), "/stomp");
                StompClient connected = StompClient.anonymous(hasty.port())) {
            client.send(true, opcode, new byte[] {'\n'});

            assertThat(client.close(NORMAL)).isEqualTo(new CloseStatus(4102, "no CONNECT in time"));
            connected.subscribe("s", "/topic/demo.in-time");
        }
    }
}
