package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Connector;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Limits;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.advisory.AdvisorySupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = SECONDS)
final class LimitsTest {

    private static final long MIB = 1L << 20;

    @TempDir
    private Path directory;

    private static Limits destinations(int max, Duration idle) {
        return new Limits(16 * MIB, 32 * MIB, 32 * MIB, max, 100, 1 << 20, 1 << 20, idle);
    }

    @Test
    void theBrokerHasTheConfiguredLimits() throws Exception {
        Limits limits = new Limits(17 * MIB, 33 * MIB, 21 * MIB, 7, 11, 2_000_000, 3_000_000, Duration.ofHours(1));
        try (EmbeddedBroker broker = TestSettings.in(directory).with(limits).start()) {
            BrokerService service = BrokerInternals.service(broker);

            assertThat(service.getSystemUsage().getMemoryUsage().getLimit()).isEqualTo(17 * MIB);
            assertThat(service.getSystemUsage().getStoreUsage().getLimit()).isEqualTo(33 * MIB);
            assertThat(service.getSystemUsage().getTempUsage().getLimit()).isEqualTo(21 * MIB);
            assertThat(service.getMaxUncommittedCount()).isEqualTo(11);
            assertThat(service.getMaxInflatedDataSize()).isEqualTo(3_000_000);
        }
    }

    @Test
    void aPersistentSendIsAnsweredWhenItIsOnDisk() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start()) {
            KahaDBPersistenceAdapter store =
                    (KahaDBPersistenceAdapter) BrokerInternals.service(broker).getPersistenceAdapter();

            assertThat(store.getJournalDiskSyncStrategy()).isEqualTo("ALWAYS");
            assertThat(store.isConcurrentStoreAndDispatchQueues()).isFalse();
            assertThat(store.isConcurrentStoreAndDispatchTopics()).isFalse();
        }
    }

    @Test
    void whatTheOutsideCouldReachIsOff() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start()) {
            BrokerService service = BrokerInternals.service(broker);

            assertThat(service.isUseJmx()).isFalse();
            assertThat(service.isUseShutdownHook()).isFalse();
            assertThat(service.isUseVirtualTopics()).isFalse();
            assertThat(service.isSchedulerSupport()).isFalse();
        }
    }

    @Test
    void eachKindOfDestinationIsBounded() throws Exception {
        Limits three = destinations(3, Duration.ofHours(1));
        try (EmbeddedBroker broker = TestSettings.in(directory).with(three).start();
                JmsClient client = JmsClient.admin(broker)) {
            for (String kind : new String[] {"queue://test.", "topic://test."}) {
                for (int i = 0; i < 3; i++) {
                    client.consumer(kind + i);
                }
                client.send(kind + 0, "exists");

                assertThatExceptionOfType(JMSException.class).isThrownBy(() -> client.consumer(kind + 3));
                assertThatExceptionOfType(JMSException.class).isThrownBy(() -> client.send(kind + 3, "x"));
            }
            for (int i = 0; i < 3; i++) {
                client.session().createTemporaryQueue();
            }
            assertThatExceptionOfType(JMSException.class)
                    .isThrownBy(() -> client.session().createTemporaryQueue());
            assertThat(broker.statistics().destinations()).isEqualTo(6);
        }
    }

    @Test
    void aBrokerFullOfDestinationsStillKeepsDeadLetters() throws Exception {
        Limits one = destinations(1, Duration.ofHours(1));
        try (EmbeddedBroker broker = TestSettings.in(directory).with(one).start();
                JmsClient client = JmsClient.admin(broker)) {
            client.send("queue://test.only", "poison");
            ((ActiveMQConnection) client.connection()).getRedeliveryPolicy().setMaximumRedeliveries(0);
            Session session = client.connection().createSession(true, Session.SESSION_TRANSACTED);
            JmsClient.text(session.createConsumer(JmsClient.destination("queue://test.only")));
            session.rollback();
            session.close();

            assertThat(client.receive("queue://DLQ.test.only")).isEqualTo("poison");
        }
    }

    @Test
    void idleDestinationsAreRemovedOnceEmpty() throws Exception {
        Limits second = destinations(10, Duration.ofSeconds(1));
        try (EmbeddedBroker broker = TestSettings.in(directory).with(second).start();
                JmsClient client = JmsClient.admin(broker)) {
            client.consumer("queue://test.empty").close();
            client.consumer("topic://test.empty").close();
            MessageConsumer used = client.consumer("topic://test.used");
            client.send("queue://test.full", "kept");

            await().until(() -> !BrokerInternals.exists(broker, "queue://test.empty")
                    && !BrokerInternals.exists(broker, "topic://test.empty"));
            assertThat(BrokerInternals.exists(broker, "topic://test.used")).isTrue();
            assertThat(client.receive("queue://test.full")).isEqualTo("kept");
            await().until(() -> !BrokerInternals.exists(broker, "queue://test.full"));
            used.close();
        }
    }

    /** Their number would follow the patterns that clients subscribe to, which no limit of ActiveMQ bounds. */
    @Test
    void noTopicsAreMadeForAdvisoriesThatNobodyMayRead() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.admin(broker)) {
            client.session().createTemporaryQueue();
            client.session().createTemporaryTopic();
            client.consumer("topic://test.*");
            client.consumer("queue://test.a");
            client.send("queue://test.b", "x");

            assertThat(BrokerInternals.service(broker)
                            .getBroker()
                            .getDestinationMap()
                            .keySet())
                    .filteredOn(AdvisorySupport::isAdvisoryTopic)
                    .extracting(ActiveMQDestination::getPhysicalName)
                    .containsExactlyInAnyOrder(
                            "ActiveMQ.Advisory.TempQueue",
                            "ActiveMQ.Advisory.TempTopic",
                            "ActiveMQ.Advisory.MasterBroker");
        }
    }

    @Test
    void aConnectionThatDoesNotLogInIsClosed() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                StompSocket stomp = new StompSocket(broker.stompPort(), Duration.ofSeconds(20));
                StompSocket openWire = new StompSocket(broker.openWirePort(), Duration.ofSeconds(20))) {
            assertThat(stomp.isClosedByPeer()).isTrue();
            assertThat(openWire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void connectionsAreBounded() throws Exception {
        Connector two = new Connector(true, "127.0.0.1", 0, 2);
        try (EmbeddedBroker broker = TestSettings.in(directory)
                        .withOpenWire(two)
                        .withStomp(two)
                        .start();
                JmsClient first = JmsClient.admin(broker);
                JmsClient second = JmsClient.admin(broker)) {
            assertThat(first.session()).isNotSameAs(second.session());
            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> JmsClient.admin(broker));
            assertThat(broker.statistics().connectionsRefused()).isEqualTo(1);

            try (StompSocket one = new StompSocket(broker.stompPort());
                    StompSocket other = new StompSocket(broker.stompPort());
                    StompSocket third = new StompSocket(broker.stompPort())) {
                assertThat(one).isNotSameAs(other);
                assertThat(third.isClosedByPeer()).isTrue();
            }
        }
    }

    @Test
    void framesAreBounded() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start()) {
            try (JmsClient client = JmsClient.admin(broker)) {
                client.sendBytes("queue://test.large", 1_000_000);
                assertThatExceptionOfType(JMSException.class)
                        .isThrownBy(() -> client.sendBytes("queue://test.large", 1_100_000));
            }
            try (StompSocket socket = new StompSocket(broker.stompPort())) {
                socket.write("CONNECT|accept-version:1.2|host:x|login:admin|passcode:" + TestSettings.PASSWORD);
                assertThat(socket.read()).startsWith("CONNECTED");
                socket.write("SEND|destination:/queue/test.large|content-length:1048577");
                assertThat(socket.read()).startsWith("ERROR");
            }
        }
    }

    @Test
    void transactionsAreBounded() throws Exception {
        Limits limits = destinations(10, Duration.ofHours(1));
        try (EmbeddedBroker broker = TestSettings.in(directory).with(limits).start();
                JmsClient client = JmsClient.admin(broker)) {
            Session session = client.connection().createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(JmsClient.destination("queue://test.transaction"));

            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> {
                for (int i = 0; i <= 100; i++) {
                    producer.send(session.createMessage());
                }
                session.commit();
            });
        }
    }

    /** It stands still: prefetches one message and never acknowledges it. */
    @Test
    void aSlowConsumerOfATopicLosesTheOldestAndHoldsNobodyUp() throws Exception {
        int sent = DestinationPolicies.MAX_PENDING_PER_TOPIC_CONSUMER + 1_500;
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.link(broker, "admins");
                JmsClient slow = JmsClient.link(broker, "admins")) {
            Session session = slow.connection().createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer =
                    session.createConsumer(JmsClient.destination("topic://test.fast?consumer.prefetchSize=2"));
            MessageProducer producer = client.session().createProducer(JmsClient.destination("topic://test.fast"));
            for (int i = 0; i < sent; i++) {
                producer.send(client.session().createTextMessage(Integer.toString(i)));
            }

            assertThat(broker.statistics().discarded()).isBetween(1_000L, 3_000L);
            assertThat(BrokerInternals.exists(broker, "queue://DLQ.Topic.test.fast"))
                    .isFalse();
            assertThat(JmsClient.text(consumer)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConsumerOfATopicThatFillsTheSpoolIsClosed(boolean backend) throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory)
                        .with(destinations(10, Duration.ofHours(1)))
                        .start();
                JmsClient producing = JmsClient.link(broker, "admins");
                JmsClient slow = backend ? JmsClient.admin(broker) : JmsClient.link(broker, "admins");
                JmsClient reading = JmsClient.admin(broker)) {
            CountDownLatch connectionLost = new CountDownLatch(1);
            slow.connection().setExceptionListener(e -> connectionLost.countDown());
            Session session = slow.connection().createSession(false, Session.CLIENT_ACKNOWLEDGE);
            session.createConsumer(JmsClient.destination("topic://test.large?consumer.prefetchSize=1"));
            MessageConsumer fast = reading.consumer("topic://test.large");

            BytesMessage message = producing.session().createBytesMessage();
            message.writeBytes(new byte[100_000]);
            MessageProducer producer = producing.session().createProducer(JmsClient.destination("topic://test.large"));
            for (int i = 0; i < 500; i++) {
                producer.send(message);
                assertThat(fast.receive(30_000)).isNotNull();
            }

            assertThat(broker.statistics().slowConsumersClosed()).isEqualTo(1);
            assertThat(connectionLost.await(backend ? 10 : 0, SECONDS)).isEqualTo(backend);
        }
    }
}
