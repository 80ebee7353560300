package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.Opcode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How a connection is kept alive, found dead, and said goodbye to, by the clock of a whole bridge. */
final class ConnectionLifeTest {
    private static final String[] BEATS_OF_A_SECOND = {"stomp.heart-beat-send=1s", "stomp.heart-beat-receive=1s"};

    @Test
    void aSilentPeerGetsHeartBeatsAndPingsAndThenTheEnd() {
        try (TestBridge bridge = TestBridge.start(BEATS_OF_A_SECOND);
                StompClient silent = beating(bridge)) {
            Set<Opcode> seen = EnumSet.noneOf(Opcode.class);
            WsClient.Received next = Objects.requireNonNull(silent.ws().next());
            while (next.close() == null) {
                assertThat(next.text()).isEqualTo(next.opcode() == Opcode.TEXT ? "\n" : "");
                seen.add(next.opcode());
                next = Objects.requireNonNull(silent.ws().next());
            }

            assertThat(seen).containsExactlyInAnyOrder(Opcode.TEXT, Opcode.PING);
            assertThat(next.close()).isEqualTo(new CloseStatus(4101, "no sign of life"));
            assertThat(bridge.metric("stompbridge_disconnects_total{reason=\"heart_beat_missed\"}"))
                    .isEqualTo(1);
        }
    }

    /** A silent peer is given up after three seconds; by the fourth ping more have passed. */
    @Test
    void aPeerThatOnlyAnswersPingsLives() {
        try (TestBridge bridge = TestBridge.start(BEATS_OF_A_SECOND);
                StompClient sleeping = beating(bridge)) {
            int pings = 0;
            while (pings < 4) {
                WsClient.Received next = Objects.requireNonNull(sleeping.ws().next());
                assertThat(next.close()).isNull();
                if (next.opcode() == Opcode.PING) {
                    sleeping.ws().send(true, Opcode.PONG, next.payload());
                    pings++;
                }
            }
            sleeping.subscribe("s", "/topic/test.alive");
        }
    }

    @Test
    void aPeerThatSendsHeartBeatsIsNotPinged() {
        try (TestBridge bridge = TestBridge.start(BEATS_OF_A_SECOND);
                StompClient beating = beating(bridge)) {
            for (int i = 0; i < 4; i++) {
                WsClient.Received next = Objects.requireNonNull(beating.ws().next());
                assertThat(next.opcode()).isEqualTo(Opcode.TEXT);
                assertThat(next.text()).isEqualTo("\n");
                beating.ws().sendText("\n");
            }
        }
    }

    @Test
    void withoutHeartBeatsPingsFindTheDead() {
        try (TestBridge bridge = TestBridge.start("websocket.ping-after=300ms", "websocket.pong-timeout=2s");
                WsClient client = WsClient.open(bridge.port(), "/echo")) {
            assertThat(Objects.requireNonNull(client.next()).opcode()).isEqualTo(Opcode.PING);

            assertThat(client.close(new CloseStatus(4101, ""))).isEqualTo(new CloseStatus(4101, "no sign of life"));
        }
    }

    @Test
    void whoDoesNotConnectInTimeIsSentAway() {
        try (TestBridge bridge = TestBridge.start("stomp.connect-timeout=300ms");
                WsClient client = stomp(bridge);
                StompClient connected = StompClient.tester(bridge.port())) {
            client.sendText("\n");

            assertThat(client.close(new CloseStatus(4102, ""))).isEqualTo(new CloseStatus(4102, "no CONNECT in time"));
            connected.subscribe("s", "/topic/test.stays");
        }
    }

    @Test
    void aBridgeThatEndsSaysGoodbyeToEveryone() throws Exception {
        TestBridge bridge = TestBridge.start();
        List<WsClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(StompClient.tester(bridge.port())
                    .subscribe("s", "/topic/test.end")
                    .ws());
            clients.add(stomp(bridge));
            clients.add(WsClient.open(bridge.port(), "/echo"));
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<CloseStatus>> goodbyes = new ArrayList<>();
            for (WsClient client : clients) {
                goodbyes.add(threads.submit(() -> client.close(new CloseStatus(1001, ""))));
            }
            bridge.close();

            for (Future<CloseStatus> goodbye : goodbyes) {
                assertThat(goodbye.get()).isEqualTo(new CloseStatus(1001, "the bridge is shutting down"));
            }
        } finally {
            threads.shutdownNow();
            clients.forEach(WsClient::close);
        }
    }

    /** The bridge ends without its answer. */
    @Test
    void aPeerThatDoesNotAnswerTheGoodbyeStillGetsIt() {
        TestBridge bridge = TestBridge.start();
        try (StompClient client = StompClient.tester(bridge.port())) {
            bridge.close();

            assertThat(client.next()).isNull();
            assertThat(client.closed()).isEqualTo(new CloseStatus(1001, "the bridge is shutting down"));
        }
    }

    private static WsClient stomp(TestBridge bridge) {
        return WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp");
    }

    private static StompClient beating(TestBridge bridge) {
        StompClient client = StompClient.over(stomp(bridge));
        client.send("CONNECT\naccept-version:1.2\nhost:test\nlogin:tester\npasscode:tester-demo\n"
                + "heart-beat:1000,1000\n\n^@");
        assertThat(client.await(StompCommand.CONNECTED).headers().get("heart-beat"))
                .isEqualTo("1000,1000");
        return client;
    }
}
