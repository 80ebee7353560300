package dev.stompbridge.net;

import static dev.stompbridge.testkit.HostileClient.CUT;
import static dev.stompbridge.testkit.HostileClient.frame;
import static dev.stompbridge.testkit.HostileClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.HostileClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.TestTls;
import dev.stompbridge.testkit.WsClient;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile clients in crowds: what they declare takes no memory, and they take nobody's place. */
final class HostileCrowdsTest {
    private static final long MIB = 1 << 20;
    private static final long MAX_GROWTH = 32 * MIB;
    private static final int CROWD = 100;

    /** Attackers come from here, so that they do not count for the honest. */
    private static final int ELSEWHERE = 66;

    private static final byte[] RECORD_OF_A_HELLO = {22, 3, 1, 0x3F, (byte) 0xFF, 1, 0, 0x3F, (byte) 0xFB, 3, 3};

    private static TestBridge bridge(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "web.head-timeout=1s",
                "stomp.connect-timeout=3s",
                "websocket.message-timeout=3s",
                "websocket.close-timeout=2s"));
        settings.addAll(List.of(more));
        return TestBridge.start(settings.toArray(String[]::new));
    }

    private static HostileClient attacker(TestBridge bridge) {
        return HostileClient.connect(bridge.port(), ELSEWHERE);
    }

    private static List<HostileClient> crowd(int count, Supplier<HostileClient> one) {
        List<HostileClient> crowd = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            crowd.add(one.get());
        }
        return crowd;
    }

    private static void assertServed(StompClient honest) {
        honest.subscribe("s", "/topic/demo.honest").send("SEND\ndestination:/topic/demo.honest\n\nstill here^@");
        assertThat(honest.message()).isEqualTo("still here");
    }

    private static void assertEnd(List<HostileClient> crowd, String... endings) {
        crowd.forEach(attacker -> assertThat(attacker.ending()).isIn((Object[]) endings));
        crowd.forEach(HostileClient::close);
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** They would get 200 MiB, if they were believed. */
    @Test
    void declaredFrameTakesNoMemory() {
        try (TestBridge bridge = bridge();
                StompClient honest = StompClient.anonymous(bridge.port())) {
            long before = liveHeap();
            List<HostileClient> crowd = crowd(
                    CROWD,
                    () -> attacker(bridge)
                            .connected()
                            .say(header(0x82, 2 * MIB))
                            .say("\n"));

            assertThat(liveHeap() - before).isLessThan(MAX_GROWTH);
            assertServed(honest);
            assertEnd(crowd, "4114");
        }
    }

    /** They would get 100 MiB. */
    @Test
    void declaredBodyTakesNoMemory() {
        try (TestBridge bridge = bridge();
                StompClient honest = StompClient.anonymous(bridge.port())) {
            byte[] head = frame("SEND\ndestination:/topic/demo.a\ncontent-length:1048576\n\nx");
            long before = liveHeap();
            List<HostileClient> crowd =
                    crowd(CROWD, () -> attacker(bridge).connected().say(head));

            assertThat(liveHeap() - before).isLessThan(MAX_GROWTH);
            assertServed(honest);
            assertEnd(crowd, "4114");
        }
    }

    @Test
    void thousandsOfConnectionsOfOneAddressTakeNobodysPlace() {
        try (TestBridge bridge = bridge("limits.connections-per-address=100");
                StompClient honest = StompClient.anonymous(bridge.port())) {
            List<HostileClient> crowd = crowd(3000, () -> attacker(bridge));

            await().until(() -> bridge.metric("stompbridge_connections") == 1);
            assertThat(bridge.metric("stompbridge_connections_refused_address_total"))
                    .isPositive();
            assertServed(honest);
            StompClient.anonymous(bridge.port()).close();
            assertEnd(crowd, "503", CUT);
        }
    }

    /** RFC 8446 §5.1: a record that says it is almost as long as one may be. */
    @Test
    void helloThatDoesNotEndIsClosedAndTakesLittleMemory(@TempDir Path directory) throws Exception {
        SSLContext tls = TestTls.context(directory);
        try (TestBridge bridge = bridge(
                        "web.tls.certificate.keystore=" + directory.resolve("test.p12"),
                        "web.tls.certificate.password=only-a-test",
                        "web.tls.handshake-timeout=1s");
                StompClient honest = StompClient.over(
                                WsClient.over(TestTls.connect(tls, bridge.port(), 64 * 1024), "/stomp", "v12.stomp"))
                        .connected("")) {
            long before = liveHeap();
            List<HostileClient> crowd = crowd(CROWD, () -> attacker(bridge).say(RECORD_OF_A_HELLO));
            crowd.add(attacker(bridge));

            assertThat(liveHeap() - before).isLessThan(MAX_GROWTH);
            assertThat(attacker(bridge).drip(RECORD_OF_A_HELLO, 1).ending()).isEqualTo(CUT);
            assertServed(honest);
            assertEnd(crowd, CUT);
            assertThat(bridge.metric("stompbridge_tls_handshakes_timed_out_total"))
                    .isEqualTo(CROWD + 2);
        }
    }
}
