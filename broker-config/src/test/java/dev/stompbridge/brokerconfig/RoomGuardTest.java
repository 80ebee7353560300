package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Limits;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.LocalTransactionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shared link sends in transactions to a broker whose every limit is small. */
@Timeout(value = 60, unit = SECONDS)
final class RoomGuardTest {

    private static final int MIB = 1 << 20;
    private static final String QUEUE = "queue://test.batch";

    private EmbeddedBroker broker;
    private OpenWireClient link;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Limits small = new Limits(MIB, 4 * MIB, 4 * MIB, 100, 1_000, MIB, MIB, Duration.ofHours(1));
        Set<String> admins = Set.of("admins");
        Security security = new Security(
                List.of(TestSettings.user("admin", "admins")),
                Set.of(),
                List.of(new Grant("queue://test.>", admins, admins), new Grant("topic://test.>", admins, admins)));
        broker = TestSettings.in(directory).with(small).with(security).start();
        link = OpenWireClient.link(broker, "admins");
    }

    @AfterEach
    void stop() throws Exception {
        link.close();
        broker.close();
    }

    private BrokerService service() {
        return BrokerInternals.service(broker);
    }

    private void fillStore() throws Exception {
        try (JmsClient client = JmsClient.admin(broker)) {
            while (broker.storeWritable()) {
                client.sendBytes("queue://test.filler", 100_000);
            }
        }
    }

    private void emptyStore() throws Exception {
        try (JmsClient client = JmsClient.admin(broker);
                MessageConsumer consumer = client.consumer("queue://test.filler")) {
            while (messagesOf("queue://test.filler") > 0) {
                consumer.receive(1_000);
            }
        }
    }

    private void fillTemporaryStore() throws Exception {
        try (JmsClient client = JmsClient.admin(broker)) {
            while (service().getSystemUsage().getTempUsage().getPercentUsage() < 90) {
                client.sendNonPersistent("queue://test.filler", "x".repeat(100_000));
            }
        }
    }

    private static <T extends Throwable> void assertCausedBy(
            @Nullable Throwable failure, Class<T> cause, String message) {
        assertThat(failure).rootCause().isInstanceOf(cause).hasMessage(message);
    }

    private long messagesOf(String destination) {
        return BrokerInternals.destination(broker, destination)
                .map(Destination::getDestinationStatistics)
                .map(statistics -> statistics.getMessages().getCount())
                .orElse(0L);
    }

    @Test
    void aBatchThatHasRoomIsStored() throws Exception {
        LocalTransactionId batch = link.begin();
        for (int i = 0; i < 100; i++) {
            link.send(batch, link.persistent(QUEUE, 100));
        }

        assertThat(link.commit(batch)).isNull();
        assertThat(messagesOf(QUEUE)).isEqualTo(100);
    }

    /** ActiveMQ keeps a transaction whose commit it refused until it is rolled back. */
    @Test
    void aBatchThatMeetsAFullStoreFailsAsAWhole() throws Exception {
        fillStore();
        LocalTransactionId batch = link.begin();
        for (int i = 0; i < 10; i++) {
            link.send(batch, link.persistent(QUEUE, 100));
        }

        assertCausedBy(
                link.commit(batch),
                ResourceAllocationException.class,
                "The store has no room for a message in a transaction to queue://test.batch.");

        assertThat(link.rollback(batch)).isNull();
        assertThat(link.rollback(batch)).hasMessageContaining("has not been started");
        assertThat(messagesOf(QUEUE)).isZero();
        LocalTransactionId next = link.begin();
        link.send(next, link.nonPersistent(QUEUE, 100));
        assertThat(link.commit(next)).isNull();
    }

    @Test
    void aSendThatAsksForAnAnswerIsRefusedAtOnce() throws Exception {
        fillStore();
        LocalTransactionId transaction = link.begin();
        var message = link.persistent(QUEUE, 100);
        message.setTransactionId(transaction);

        assertThat(link.request(message)).isInstanceOf(ResourceAllocationException.class);
        assertThat(link.rollback(transaction)).isNull();
    }

    @Test
    void aBatchWithoutRoomInTheTemporaryStoreFails() throws Exception {
        fillTemporaryStore();
        LocalTransactionId toQueue = link.begin();
        link.send(toQueue, link.nonPersistent(QUEUE, 100));
        LocalTransactionId toTopic = link.begin();
        link.send(toTopic, link.persistent("topic://test.batch", 100));

        String sentence = "The temporary store has no room for a message in a transaction to ";
        assertCausedBy(link.commit(toQueue), ResourceAllocationException.class, sentence + "queue://test.batch.");
        assertCausedBy(link.commit(toTopic), ResourceAllocationException.class, sentence + "topic://test.batch.");
        LocalTransactionId stored = link.begin();
        link.send(stored, link.persistent(QUEUE, 100));
        assertThat(link.commit(stored)).isNull();
    }

    @Test
    void aTransactionLargerThanTheMemoryFails() throws Exception {
        LocalTransactionId transaction = link.begin();
        for (int i = 0; i < 20; i++) {
            link.send(transaction, link.persistent(QUEUE, 100_000));
        }

        assertCausedBy(
                link.commit(transaction),
                ResourceAllocationException.class,
                "The memory has no room for a message in a transaction to queue://test.batch.");
        assertThat(link.rollback(transaction)).isNull();
        assertThat(broker.statistics().memoryPercent()).isZero();
    }

    @Test
    void aFullStoreConcernsATopicOnlyIfItStores() throws Exception {
        try (JmsClient durable = JmsClient.durable(broker, "admin", "client")) {
            Topic stored = (Topic) JmsClient.destination("topic://test.stored");
            durable.session().createDurableSubscriber(stored, "s").close();
            fillStore();
            LocalTransactionId refused = link.begin();
            link.send(refused, link.persistent("topic://test.stored", 100));
            LocalTransactionId accepted = link.begin();
            link.send(accepted, link.persistent("topic://test.passing", 100));

            assertThat(link.commit(refused)).rootCause().isInstanceOf(ResourceAllocationException.class);
            assertThat(link.commit(accepted)).isNull();
        }
    }

    @Test
    void aBatchWithAnUnauthorizedSendFailsAsAWhole() throws Exception {
        LocalTransactionId batch = link.begin();
        link.send(batch, link.persistent(QUEUE, 100));
        link.send(batch, link.persistent("queue://secret", 100));
        link.send(batch, link.persistent(QUEUE, 100));

        assertCausedBy(
                link.commit(batch),
                SecurityException.class,
                "User link:admins is not authorized to write to queue://secret.");
        assertThat(link.rollback(batch)).isNull();
        assertThat(messagesOf(QUEUE)).isZero();
    }

    @Test
    void anExpiredMessageNeedsNoRoom() throws Exception {
        fillStore();
        LocalTransactionId batch = link.begin();
        var expired = link.persistent(QUEUE, 100);
        expired.setExpiration(1);
        link.send(batch, expired);

        assertThat(link.commit(batch)).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void backendsAndRoutesWaitForRoom(boolean backend) throws Exception {
        fillStore();
        LinkLogin route = broker.routeLogin(Set.of("admins"));
        try (JmsClient client =
                backend ? JmsClient.admin(broker) : JmsClient.link(broker.vmUri(), route.user(), route.password())) {
            Session session = client.connection().createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(JmsClient.destination(QUEUE));
            CompletableFuture<Void> committed = CompletableFuture.runAsync(() -> sendAndCommit(producer, session));

            await().until(() -> blockedSendsOf(QUEUE) == 1);
            emptyStore();
            committed.get(30, SECONDS);
            assertThat(messagesOf(QUEUE)).isEqualTo(1);
        }
    }

    private static void sendAndCommit(MessageProducer producer, Session session) {
        try {
            producer.send(session.createMessage());
            session.commit();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private long blockedSendsOf(String destination) {
        return BrokerInternals.destination(broker, destination)
                .map(Destination::getDestinationStatistics)
                .map(statistics -> statistics.getBlockedSends().getCount())
                .orElse(0L);
    }
}
