package dev.stompbridge.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.ProducerInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers of browsers can set in the broker's own objects: nothing but what is documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserHeadersTest {
    /** The system property that {@link Trap} sets. */
    static final String SPRUNG = "stompbridge.test.trap-sprung";

    /** Headers of SUBSCRIBE that have their effect, as docs/wire.md has them. */
    private static final Set<String> DOCUMENTED = Set.of(
            "subscriptionName",
            "prefetchSize",
            "exclusive",
            "retroactive",
            "noLocal",
            "priority",
            "maximumPendingMessageLimit");

    /** Differ between any two subscriptions, or count what was sent. */
    private static final Set<String> OWN = Set.of(
            "getConsumerId",
            "getDestination",
            "getCommandId",
            "getSubscriptionKey",
            "getAssignedGroupCount",
            "getConnectionId",
            "getClientId",
            "getClientIp",
            "getPassword",
            "getTransportContext",
            "getFrom",
            "getTo");

    private static final String TRAP = "dev.stompbridge.hardening.Trap";

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static String headers(Stream<String> names, String value) {
        return names.map(name -> "activemq." + name + ":" + value + "\n").collect(Collectors.joining());
    }

    private static Map<String, String> common(Map<String, String> properties) {
        Map<String, String> common = new HashMap<>(properties);
        common.keySet().removeAll(OWN);
        return common;
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "7", "queue://other", "link:admins", TRAP})
    void whatIsNotDocumentedSetsNothing(String value) {
        Stream<String> ofConsumers =
                BrokerView.settable(ConsumerInfo.class).stream().filter(name -> !DOCUMENTED.contains(name));
        String ofConnections = headers(BrokerView.settable(ConnectionInfo.class).stream(), value);
        long before = bridge.metric("stompbridge_activemq_headers_ignored_total");
        try (StompClient plain = StompClient.tester(bridge.port());
                StompClient hostile =
                        StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"))) {
            plain.subscribe("s", "/queue/test.plain");
            hostile.connected("login:tester\npasscode:tester-demo\n" + ofConnections);
            hostile.send("SUBSCRIBE\nid:s\nreceipt:r\ndestination:/queue/test.hostile\n" + headers(ofConsumers, value)
                            + "\n^@")
                    .awaitReceipt("r");

            assertThat(common(BrokerView.consumer("queue://test.hostile")))
                    .isEqualTo(common(BrokerView.consumer("queue://test.plain")))
                    .hasSizeGreaterThan(15);
            assertThat(common(BrokerView.connection("queue://test.hostile")))
                    .isEqualTo(common(BrokerView.connection("queue://test.plain")))
                    .hasSizeGreaterThan(5);
        }
        assertThat(bridge.metric("stompbridge_activemq_headers_ignored_total")).isGreaterThan(before + 15);
    }

    /** Otherwise the test above would see nothing. */
    @Test
    void whatIsDocumentedIsSeen() {
        try (StompClient client = StompClient.tester(bridge.port())) {
            client.send("SUBSCRIBE\nid:s\nreceipt:r\ndestination:/queue/test.seen\nactivemq.exclusive:true\n\n^@")
                    .awaitReceipt("r");

            assertThat(BrokerView.consumer("queue://test.seen")).containsEntry("isExclusive", "true");
        }
    }

    /** Of SEND they become neither a property nor a field. */
    @Test
    void aSendSetsNothingOfTheMessage() throws Exception {
        List<String> names = Stream.of(
                        ActiveMQTextMessage.class, ActiveMQBytesMessage.class, Message.class, ProducerInfo.class)
                .flatMap(type -> BrokerView.settable(type).stream())
                .distinct()
                .toList();
        try (StompClient client = StompClient.tester(bridge.port())) {
            client.subscribe("s", "/queue/test.sent");
            for (int from = 0; from < names.size(); from += 50) {
                Stream<String> some = names.subList(from, Math.min(from + 50, names.size())).stream();
                client.send("SEND\ndestination:/queue/test.sent\n" + headers(some, "queue://other") + "\nbody^@");

                assertThat(client.await(StompCommand.MESSAGE).headers())
                        .extracting(header -> header.name() + ":" + header.value())
                        .noneMatch(line -> line.contains("activemq") || line.contains("other"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRAP,
                "dev/stompbridge/hardening/Trap",
                "../../../dev/stompbridge/hardening/Trap",
                "class=" + TRAP,
                "vm://x?brokerConfig=xbean:" + TRAP,
                "jms-object-xml",
                "jms-object-json"
            })
    void noClassIsLoadedByTheNameInAHeader(String value) {
        System.clearProperty(SPRUNG);
        for (String header : List.of(
                "transformation",
                "type",
                "amq-msg-type",
                "content-type",
                "reply-to",
                "selector",
                "ack",
                "correlation-id",
                "JMSXGroupID",
                "activemq.type",
                "class",
                "x-class",
                "accept-version")) {
            for (String frame : List.of(
                    "CONNECT\nhost:test\nlogin:tester\npasscode:tester-demo",
                    "SEND\ndestination:/queue/test.trap",
                    "SUBSCRIBE\nid:s\ndestination:/queue/test.trap")) {
                tryOut(frame + "\n" + header + ":" + value.replace(":", "\\c") + "\nreceipt:r\n\n^@");
            }
        }
        assertThat(System.getProperty(SPRUNG)).isNull();
    }

    private void tryOut(String frame) {
        boolean connects = frame.startsWith("CONNECT");
        try (StompClient client = connects
                ? StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"))
                : StompClient.tester(bridge.port())) {
            assertThat(client.send(frame).next()).as(frame).isNotNull();
        }
    }

    /** CONNECT is literal, and every other header that reaches these objects has an alphabet of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r", "\\r\\nlogin\\cadmin", "\\n\\n"})
    void noEscapeBecomesALineInTheBrokersObjects(String escape) {
        List<String> frames = List.of(
                "SUBSCRIBE\nid:a%sb\nreceipt:r\ndestination:/queue/test.escape\n\n^@",
                "SUBSCRIBE\nid:s\nreceipt:r\ndestination:/queue/test.escape%s\n\n^@",
                "SUBSCRIBE\nid:s\nreceipt:r\ndestination:/topic/test.escape\nactivemq.subscriptionName:a%s\n\n^@",
                "SUBSCRIBE\nid:s\nreceipt:r\ndestination:/queue/test.escape\nactivemq.clientId:a%s\n\n^@");
        int taken = 0;
        for (String frame : frames) {
            try (StompClient client = StompClient.over(
                            WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"))
                    .connected("login:tester\npasscode:tester-demo\nhost:a%s\nheart-beat:0,0\n".formatted(escape))) {
                StompFrame answer = client.send(frame.formatted(escape)).next();
                if (answer != null && answer.command() == StompCommand.RECEIPT) {
                    taken++;
                    assertThat(BrokerView.consumer("queue://test.escape").values())
                            .noneMatch(BrowserHeadersTest::isSeveralLines);
                    assertThat(BrokerView.connection("queue://test.escape").values())
                            .noneMatch(BrowserHeadersTest::isSeveralLines);
                }
            }
            await().until(() -> bridge.metric("stompbridge_connections") == 0);
        }
        assertThat(taken).as("an id, and a header that is ignored").isEqualTo(2);
    }

    private static boolean isSeveralLines(String text) {
        return text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0);
    }
}
