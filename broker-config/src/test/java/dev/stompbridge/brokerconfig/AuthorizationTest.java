package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.DestinationInfo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthorizationTest {

    private static final Set<String> NOBODY = Set.of();

    private EmbeddedBroker broker;
    private final Map<String, JmsClient> clients = new HashMap<>();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Security security = new Security(
                List.of(
                        TestSettings.user("publisher", "publishers"),
                        TestSettings.user("viewer", "viewers"),
                        TestSettings.user("both", "publishers", "viewers"),
                        TestSettings.user("ann", "viewers"),
                        TestSettings.user("root", "admins"),
                        TestSettings.user("outsider")),
                Set.of("everyone"),
                List.of(
                        new Grant("topic://stock.>", Set.of("viewers", "everyone"), Set.of("publishers")),
                        new Grant("topic://news.today", Set.of("viewers"), NOBODY),
                        new Grant("queue://orders.*", Set.of("publishers"), Set.of("viewers")),
                        new Grant("topic://own.ann", Set.of("user:ann"), Set.of("user:ann")),
                        new Grant("topic://>", Set.of("admins"), Set.of("admins")),
                        new Grant("queue://>", Set.of("admins"), Set.of("admins"))));
        broker = TestSettings.in(directory).with(security).start();
        for (String user : List.of("publisher", "viewer", "both", "ann", "root", "outsider")) {
            clients.put(user, JmsClient.tcp(broker, user, TestSettings.PASSWORD));
        }
        clients.put("link of everyone", JmsClient.link(broker, "everyone"));
        clients.put("link of admins", JmsClient.link(broker, "admins"));
        clients.put("link of nobody", JmsClient.link(broker));
    }

    @AfterAll
    void stop() throws JMSException {
        for (JmsClient client : clients.values()) {
            client.close();
        }
        broker.close();
    }

    private JmsClient client(String name) {
        return Objects.requireNonNull(clients.get(name), name);
    }

    private static void assertAllowed(boolean allowed, ThrowingCallable action) {
        if (allowed) {
            assertThatCode(action).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(action)
                    .withMessageMatching("User .* is not authorized to .*\\.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // who, destination, may read, may write
        "publisher, topic://stock.NVDA, false, true",
        "viewer, topic://stock.NVDA, true, false",
        "both, topic://stock.NVDA, true, true",
        "root, topic://stock.NVDA, true, true",
        "outsider, topic://stock.NVDA, false, false",
        "link of everyone, topic://stock.NVDA, true, false",
        "link of nobody, topic://stock.NVDA, false, false",
        "viewer, topic://stock, true, false",
        "viewer, topic://stocks.NVDA, false, false",
        "viewer, queue://stock.NVDA, false, false",
        "viewer, topic://news.today, true, false",
        "viewer, topic://news.yesterday, false, false",
        "publisher, queue://orders.new, true, false",
        "viewer, queue://orders.new, false, true",
        "viewer, queue://orders.new.eu, false, false",
        "ann, topic://own.ann, true, true",
        "viewer, topic://own.ann, false, false",
        // patterns: what overlaps with a grant may be subscribed, nothing may be sent
        "viewer, topic://stock.*, true, false",
        "viewer, topic://>, true, false",
        "viewer, topic://*.>, true, false",
        "viewer, topic://*.today, true, false",
        "viewer, topic://other.>, false, false",
        "link of everyone, topic://>, true, false",
        "link of everyone, topic://news.>, false, false",
        "link of nobody, topic://>, false, false",
        "viewer, queue://>, false, false",
        "publisher, queue://>, true, false",
        "root, topic://>, true, false",
        "root, queue://*, true, false",
        "publisher, topic://stock.*, false, false",
        // composites: every part counts
        "viewer, 'topic://stock.A,topic://news.today', true, false",
        "viewer, 'topic://stock.A,topic://other', false, false",
        "publisher, 'topic://stock.A,topic://stock.B', false, true",
        "publisher, 'topic://stock.A,topic://other', false, false",
        "publisher, 'topic://stock.A,queue://orders.new', false, false",
        "both, 'topic://stock.A,queue://orders.new', true, true",
        // advisories
        "root, topic://ActiveMQ.Advisory.Connection, false, false",
        "root, topic://ActiveMQ.Advisory.>, false, false",
        "root, topic://ActiveMQ.Advisory.TempQueue, true, false",
        "root, 'topic://ActiveMQ.Advisory.TempQueue,topic://ActiveMQ.Advisory.Connection', false, false",
        "outsider, topic://ActiveMQ.Advisory.TempTopic, true, false",
        "link of admins, topic://ActiveMQ.Advisory.TempQueue, false, false",
        "link of admins, topic://ActiveMQ.Advisory.Connection, false, false",
    })
    void onlyWhatIsGrantedIsAllowed(String who, String destination, boolean mayRead, boolean mayWrite) {
        assertAllowed(mayRead, () -> client(who).consumer(destination).close());
        assertAllowed(
                mayRead,
                () -> client(who)
                        .session()
                        .createConsumer(JmsClient.destination(destination), "price > 3")
                        .close());
        assertAllowed(mayWrite, () -> client(who).send(destination, "x"));
        assertAllowed(mayWrite, () -> client(who).sendNonPersistent(destination, "x"));
    }

    @Test
    void aSendOfAProducerWithoutADestinationIsChecked() throws JMSException {
        try (var producer = client("publisher").session().createProducer(null)) {
            producer.send(
                    JmsClient.destination("topic://stock.NVDA"),
                    client("publisher").session().createMessage());

            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> producer.send(
                            JmsClient.destination("queue://orders.new"),
                            client("publisher").session().createMessage()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic://>", "topic://*.>", "topic://*.*", "topic://*.today,topic://stock.>"})
    void aPatternDeliversOnlyWhatEachDestinationGrants(String pattern) throws JMSException {
        JmsClient root = client("root");
        root.send("topic://stock.before", "created before");
        root.send("topic://secret.before", "created before");
        String suffix = Integer.toHexString(pattern.hashCode());
        List<String> received = new ArrayList<>();
        try (JmsClient viewer = JmsClient.tcp(broker, "viewer", TestSettings.PASSWORD);
                MessageConsumer consumer = viewer.consumer(pattern)) {
            root.send("topic://secret.before", "secret");
            root.send("topic://secret.after" + suffix, "secret");
            root.send("topic://own.ann", "secret");
            root.send("topic://stock.before", "one");
            root.send("topic://stock.after" + suffix, "two");
            root.send("topic://stock.before", "end");
            while (!received.contains("end")) {
                received.add(JmsClient.text(consumer));
            }
        }
        assertThat(received).containsExactly("one", "two", "end");
    }

    /** ActiveMQ would count one consumer too few when a consumer leaves that it had not let in. */
    @Test
    void aPatternThatMeetsAForeignQueueDoesNotDisturbItsConsumers() throws JMSException {
        JmsClient root = client("root");
        MessageConsumer owner = root.consumer("queue://foreign.queue");
        JmsClient publisher = client("publisher");
        publisher.consumer("queue://*.*").close();
        publisher.send("topic://stock.NVDA", "answered after the consumer was removed");

        long consumers = BrokerInternals.destination(broker, "queue://foreign.queue")
                .orElseThrow()
                .getDestinationStatistics()
                .getConsumers()
                .getCount();
        owner.close();
        assertThat(consumers).isEqualTo(1);
    }

    @Test
    void aPatternWithoutAnyLimitStillDeliversNoAdvisories() throws JMSException {
        List<String> received = new ArrayList<>();
        try (JmsClient root = JmsClient.tcp(broker, "root", TestSettings.PASSWORD);
                MessageConsumer consumer = root.consumer("topic://>")) {
            root.session().createTemporaryQueue();
            root.consumer("queue://any").close();
            root.send("topic://end", "end");
            received.add(JmsClient.text(consumer));
        }
        assertThat(received).containsExactly("end");
    }

    @ParameterizedTest
    @CsvSource({"stock.*, true", "stock.>, true", "news.today, true", ">, false", "*.today, false", "news.*, false"})
    void aDurableSubscriptionMustBeGrantedAsAWhole(String name, boolean allowed) throws JMSException {
        try (JmsClient viewer = JmsClient.durable(broker, "viewer", "durable-" + name)) {
            Topic topic = (Topic) JmsClient.destination("topic://" + name);
            assertAllowed(
                    allowed,
                    () -> viewer.session()
                            .createDurableSubscriber(topic, "subscription")
                            .close());
            if (allowed) {
                viewer.session().unsubscribe("subscription");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, topic://stock.created, true",
        "publisher, topic://stock.created, true",
        "outsider, topic://stock.created, false",
        "viewer, topic://created, false",
        "viewer, topic://stock.*, false",
        "root, topic://>, false",
        "root, 'topic://a,topic://b', false",
        "root, topic://ActiveMQ.Advisory.Queue, false",
        "root, temp-queue://ID:somebody-else:1, false",
    })
    void whoMayReadOrWriteADestinationMayCreateIt(String who, String destination, boolean allowed) throws JMSException {
        ActiveMQConnection connection = (ActiveMQConnection) client(who).connection();
        DestinationInfo creation = new DestinationInfo(
                connection.getConnectionInfo().getConnectionId(),
                DestinationInfo.ADD_OPERATION_TYPE,
                JmsClient.destination(destination));

        assertAllowed(allowed, () -> connection.syncSendPacket(creation));
    }

    @ParameterizedTest
    @CsvSource({"root, queue://precious", "publisher, queue://orders.precious", "viewer, topic://stock.precious"})
    void nobodyMayRemoveADestination(String who, String destination) throws JMSException {
        client("root").send(destination, "kept");

        assertAllowed(
                false,
                () -> ((ActiveMQConnection) client(who).connection())
                        .destroyDestination(JmsClient.destination(destination)));
    }

    @Test
    void aRefusalLeavesTheConnectionUsable() throws JMSException {
        JmsClient publisher = client("publisher");
        assertAllowed(false, () -> publisher.consumer("topic://other"));

        publisher.send("topic://stock.NVDA", "x");
    }
}
