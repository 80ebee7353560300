package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import org.junit.jupiter.api.Test;

/** STOMP 1.2 "Connection Lingering". */
final class RapidConnectionsTest {
    private static final int TIMES = 300;

    @Test
    void browsersMayComeAndGoAsFastAsTheyCan() {
        try (TestBridge bridge = TestBridge.start()) {
            for (int i = 0; i < TIMES; i++) {
                try (WsClient ws = WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp")) {
                    ws.sendText("CONNECT\naccept-version:1.2\nhost:test\n\n\0"
                            + "SUBSCRIBE\nid:s\ndestination:/topic/demo.rapid\n\n\0DISCONNECT\n\n\0");
                }
            }
            try (StompClient last = StompClient.anonymous(bridge.port())) {
                last.subscribe("s", "/topic/demo.rapid").send("SEND\ndestination:/topic/demo.rapid\n\nstill here^@");

                assertThat(last.message()).isEqualTo("still here");
                await().until(() -> bridge.metric("stompbridge_connections") == 1
                        && bridge.metric("stompbridge_broker_subscriptions") == 1);
            }
        }
    }
}
