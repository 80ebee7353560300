package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.Opcode;
import jakarta.jms.StreamMessage;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong in one session or with one message stays there, and is counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionFaultsTest {
    private static final String UNDELIVERABLE = "stompbridge_messages_undeliverable_total";
    private static final String DEAD_LETTERED = "stompbridge_broker_dead_lettered";

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static Stream<Arguments> faults() {
        return Stream.of(
                fault("stomp_error", client -> client.send("SEND\ndestination:nowhere\n\n^@")),
                fault("access_denied", client -> client.send("SUBSCRIBE\nid:x\ndestination:/topic/secret\n\n^@")),
                fault("stomp_error", client -> client.send("garbage that is no frame\n\n^@")),
                fault("websocket_violation", client -> client.ws().raw().send(new byte[] {(byte) 0xFF, 0x00})),
                fault("not_utf8", client -> client.ws().send(true, Opcode.TEXT, new byte[] {(byte) 0xFF})),
                fault("normal", client -> client.ws().sendClose(new CloseStatus(1000, ""))),
                fault("vanished", client -> client.ws().raw().close()),
                fault("vanished", client -> {
                    client.ws().raw().send(new byte[] {(byte) 0x81, (byte) 0xFE, 0x10});
                    client.ws().raw().close();
                }));
    }

    private static Arguments fault(String reason, Consumer<StompClient> act) {
        return Arguments.of(reason, Named.of("ends", act));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultEndsItsOwnSessionOnly(String reason, Consumer<StompClient> fault) {
        String counter = "stompbridge_disconnects_total{reason=\"" + reason + "\"}";
        long before = bridge.metric(counter);
        try (StompClient other = tester().subscribe("o", "/topic/test.others").subscribe("q", "/queue/test.others");
                StompClient faulty = tester().subscribe("f", "/topic/test.others")) {
            fault.accept(faulty);
            await().until(() -> bridge.metric(counter) == before + 1);

            other.send("SEND\ndestination:/topic/test.others\n\none^@");
            assertThat(other.message()).isEqualTo("one");
            other.send("SEND\ndestination:/queue/test.others\npersistent:true\n\ntwo^@");
            assertThat(other.message()).isEqualTo("two");
            await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 2);
        }
        await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
    }

    @Test
    void nothingBehindAFaultyFrameIsExecuted() {
        try (StompClient other = tester().subscribe("o", "/topic/test.behind");
                StompClient faulty = tester()) {
            faulty.send("SEND\ndestination:/topic/test.behind\n\nbefore^@"
                    + "ACK\nid:1\n\n^@SEND\ndestination:/topic/test.behind\n\nbehind^@");
            assertThat(faulty.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("no such message waits for an acknowledgement");
            other.send("SEND\ndestination:/topic/test.behind\n\nlast^@");

            assertThat(other.message()).isEqualTo("before");
            assertThat(other.message()).isEqualTo("last");
        }
    }

    @Test
    void countersMoveWithWhatHappens() {
        try (TestBridge own = TestBridge.start();
                StompClient client = StompClient.tester(own.port())
                        .subscribe("a", "/topic/test.count")
                        .subscribe("b", "/topic/test.count")) {
            for (int i = 0; i < 5; i++) {
                client.send("SEND\ndestination:/topic/test.count\nactivemq.x:1\n\nhello^@");
            }
            for (int i = 0; i < 10; i++) {
                client.message();
            }

            await().until(() -> own.metric("stompbridge_sends_total") == 5);
            await().until(() -> own.metric("stompbridge_deliveries_total") == 10);
            assertThat(own.metric("stompbridge_encodings_total")).isEqualTo(5);
            assertThat(own.metric("stompbridge_stomp_frames_received_total")).isEqualTo(8);
            assertThat(own.metric("stompbridge_websocket_messages_received_total"))
                    .isEqualTo(8);
            assertThat(own.metric("stompbridge_activemq_headers_ignored_total")).isEqualTo(5);
            assertThat(own.metric("stompbridge_websocket_upgrades_total")).isEqualTo(1);
            assertThat(own.metric("stompbridge_acknowledgements_failed_total")).isZero();
            assertThat(own.metric("stompbridge_broker_subscriptions")).isEqualTo(1);
        }
    }

    @Test
    void whatHasNoFormInStompGoesFromAQueueToItsDeadLetters() throws Exception {
        long undeliverable = bridge.metric(UNDELIVERABLE);
        long deadLettered = bridge.metric(DEAD_LETTERED);
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            for (int i = 0; i < 3; i++) {
                backend.sendText("queue://test.forms", "good " + 2 * i);
                StreamMessage stream = backend.session().createStreamMessage();
                stream.writeInt(i);
                backend.send("queue://test.forms", stream);
                backend.send("queue://test.forms", backend.session().createObjectMessage("an object"));
                backend.sendText("queue://test.forms", "good " + (2 * i + 1));
            }
            client.send("SUBSCRIBE\nid:s\ndestination:/queue/test.forms\n\n^@");

            for (int i = 0; i < 6; i++) {
                assertThat(client.message()).isEqualTo("good " + i);
            }
            await().until(() -> bridge.metric(DEAD_LETTERED) == deadLettered + 6);
            assertThat(bridge.metric(UNDELIVERABLE)).isEqualTo(undeliverable + 6);
            await().untilAsserted(() -> assertThat(backend.browse("test.forms")).isEmpty());
            assertThat(bridge.metric("stompbridge_acknowledgements_failed_total"))
                    .isZero();
        }
    }

    @Test
    void whatHasNoFormInStompIsLeftOutOfATopic() throws Exception {
        long undeliverable = bridge.metric(UNDELIVERABLE);
        long deadLettered = bridge.metric(DEAD_LETTERED);
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester().subscribe("s", "/topic/test.forms")) {
            backend.send("topic://test.forms", backend.session().createObjectMessage("an object"));
            backend.send("topic://test.forms", backend.session().createStreamMessage());
            backend.send("topic://test.forms", backend.session().createMessage());
            backend.sendText("topic://test.forms", "good");

            StompFrame empty = Objects.requireNonNull(client.next());
            assertThat(new String(empty.body(), UTF_8)).isEmpty();
            assertThat(client.message()).isEqualTo("good");
            assertThat(bridge.metric(UNDELIVERABLE)).isEqualTo(undeliverable + 2);
            assertThat(bridge.metric(DEAD_LETTERED)).isEqualTo(deadLettered);
        }
    }

    private StompClient tester() {
        return StompClient.tester(bridge.port());
    }
}
