package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeader;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.command.ActiveMQDestination;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message is the same on a subscription of each kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParityTest {
    /** What tells a message of one subscription from the same message of another. */
    private static final Set<String> OWN = Set.of("subscription", "ack", "message-id", "destination");

    private static final long EXPIRES_AFTER_MILLIS = 3_600_000;

    /** A kind of subscription: what its SUBSCRIBE says beyond id and destination. */
    private enum Kind {
        TOPIC_SHARED("topic", ""),
        TOPIC_PRIVATE("topic", "activemq.maximumPendingMessageLimit:1000\n"),
        TOPIC_WITH_SELECTOR("topic", "selector:colour = 'red'\n"),
        TOPIC_CLIENT("topic", "ack:client\n"),
        TOPIC_INDIVIDUAL("topic", "ack:client-individual\n"),
        DURABLE("topic", "activemq.subscriptionName:%s\n"),
        DURABLE_CLIENT("topic", "activemq.subscriptionName:%s\nack:client\n"),
        QUEUE_AUTO("queue", ""),
        QUEUE_CLIENT("queue", "ack:client\n"),
        QUEUE_INDIVIDUAL("queue", "ack:client-individual\n"),
        BROWSER("queue", "browser:true\n");

        private final String type;
        private final String headers;

        Kind(String type, String headers) {
            this.type = type;
            this.headers = headers;
        }

        boolean isTopic() {
            return type.equals("topic");
        }

        boolean isAcknowledged() {
            return headers.contains("ack:");
        }

        /** Each has a destination of its own, and each run. */
        String name(String run) {
            return "test.parity." + run + "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** A MESSAGE without what is its subscription's own. */
    private record Seen(List<StompHeader> headers, String body) {
        static Seen of(StompFrame frame) {
            List<StompHeader> headers = new ArrayList<>();
            frame.headers().forEach(headers::add);
            headers.removeIf(header -> OWN.contains(header.name()));
            return new Seen(headers, new String(frame.body(), ISO_8859_1));
        }
    }

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest(name = "{0}, {1} headers")
    @CsvSource({"1.0,lean", "1.1,lean", "1.2,lean", "1.0,complete", "1.1,complete", "1.2,complete"})
    void messageIsTheSameOnASubscriptionOfEachKind(String version, String headers) throws Exception {
        String run = version.replace('.', '-') + headers;
        Map<Kind, StompClient> clients = new EnumMap<>(Kind.class);
        try (JmsBackend backend = JmsBackend.tester(bridge)) {
            for (Kind kind : Kind.values()) {
                StompClient client = connect(version, kind.name(run));
                clients.put(kind, client);
                if (kind.isTopic()) {
                    subscribe(client, kind, run, headers).awaitReceipt("r");
                }
            }
            int sent = send(backend, run);
            clients.forEach((kind, client) -> {
                if (!kind.isTopic()) {
                    subscribe(client, kind, run, headers);
                }
            });
            List<Seen> expected;
            try (StompClient first = Objects.requireNonNull(clients.remove(Kind.TOPIC_SHARED))) {
                expected = seen(receive(first, sent));
            }
            assertThat(expected).doesNotHaveDuplicates();
            clients.forEach((kind, client) -> {
                List<StompFrame> frames = receive(client, sent);

                assertThat(seen(frames)).as(kind.name()).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(frames).as(kind.name()).allSatisfy(frame -> checkOwn(frame, kind, version, run));
            });
        } finally {
            clients.values().forEach(StompClient::close);
        }
    }

    /** STOMP 1.2 "MESSAGE". */
    private static void checkOwn(StompFrame frame, Kind kind, String version, String run) {
        assertThat(frame.headers().get("subscription")).isEqualTo(kind.name());
        assertThat(frame.headers().get("destination")).isEqualTo("/" + kind.type + "/" + kind.name(run));
        assertThat(frame.headers().get("message-id")).isNotEmpty();
        assertThat(frame.headers().get("ack") != null).isEqualTo(kind.isAcknowledged() && version.equals("1.2"));
    }

    private StompClient connect(String version, String clientId) {
        StompClient client = StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", null));
        client.send("CONNECT\naccept-version:" + version + "\nhost:test\nlogin:tester\npasscode:tester-demo\nclient-id:"
                        + clientId + "\n\n^@")
                .await(StompCommand.CONNECTED);
        return client;
    }

    private static StompClient subscribe(StompClient client, Kind kind, String run, String headers) {
        return client.send("SUBSCRIBE\nid:" + kind.name() + "\ndestination:/" + kind.type + "/" + kind.name(run) + "\n"
                + kind.headers.formatted(run) + "x-message-headers:" + headers + "\nreceipt:r\n\n^@");
    }

    private static List<StompFrame> receive(StompClient client, int count) {
        List<StompFrame> messages = new ArrayList<>();
        while (messages.size() < count) {
            StompFrame next = Objects.requireNonNull(client.next());
            if (next.command() != StompCommand.RECEIPT) {
                assertThat(next.command()).isEqualTo(StompCommand.MESSAGE);
                messages.add(next);
            }
        }
        return messages;
    }

    private static List<Seen> seen(List<StompFrame> frames) {
        return frames.stream().map(Seen::of).toList();
    }

    /** Sends each message to all destinations at once, so that their copies have all metadata in common. */
    private static int send(JmsBackend backend, String run) throws JMSException {
        String everywhere = Arrays.stream(Kind.values())
                .map(kind -> kind.type + "://" + kind.name(run))
                .collect(Collectors.joining(","));
        List<Message> messages = messages(backend.session());
        try (MessageProducer producer = backend.session()
                .createProducer(ActiveMQDestination.createDestination(everywhere, ActiveMQDestination.TOPIC_TYPE))) {
            producer.send(messages.get(0), DeliveryMode.NON_PERSISTENT, Message.DEFAULT_PRIORITY, 0);
            for (Message message : messages.subList(1, messages.size())) {
                producer.send(message, DeliveryMode.PERSISTENT, 7, EXPIRES_AFTER_MILLIS);
            }
        }
        return messages.size();
    }

    /** All forms of bodies and metadata; the first has nothing but its text. */
    private static List<Message> messages(Session session) throws JMSException {
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes(new byte[] {0, 10, -1, 65});
        MapMessage map = session.createMapMessage();
        map.setDouble("price", 13.92);
        map.setString("symbol", "NVDA");
        Message group = session.createMessage();
        group.setStringProperty("JMSXGroupID", "g");
        group.setIntProperty("JMSXGroupSeq", 3);
        Message answer = session.createTextMessage("für\r\n\0");
        answer.setJMSCorrelationID("c:1");
        answer.setJMSType("price");
        answer.setJMSReplyTo(session.createQueue("test.answers"));
        answer.setStringProperty("content_type", "text/plain");
        answer.setStringProperty("lines", "a\nb\rc:d\\");
        answer.setDoubleProperty("number", 0.5);
        List<Message> messages = List.of(session.createTextMessage("plain"), bytes, map, group, answer);
        for (Message message : messages) {
            message.setStringProperty("colour", "red");
        }
        return messages;
    }
}
