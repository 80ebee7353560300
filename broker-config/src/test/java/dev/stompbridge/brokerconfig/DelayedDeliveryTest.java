package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Later;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Limits;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.activemq.ScheduledMessage;
import org.apache.activemq.command.LocalTransactionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = SECONDS)
final class DelayedDeliveryTest {

    private static final int MIB = 1 << 20;
    private static final String QUEUE = "queue://test.delayed";

    @TempDir
    private Path directory;

    private TestSettings settings() {
        return TestSettings.in(directory).with(new Later(8 * MIB, Duration.ofDays(7)));
    }

    private static void sendDelayed(JmsClient client, String destination, String property, Object value)
            throws JMSException {
        Message message = client.session().createTextMessage("later");
        message.setObjectProperty(property, value);
        try (MessageProducer producer = client.session().createProducer(JmsClient.destination(destination))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.send(message);
        }
    }

    private static void sendDelayed(JmsClient client, String destination, long millis) throws JMSException {
        sendDelayed(client, destination, ScheduledMessage.AMQ_SCHEDULED_DELAY, millis);
    }

    @Test
    void aDelayedMessageArrivesWhenItIsDue() throws Exception {
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.admin(broker)) {
            MessageConsumer consumer = client.consumer(QUEUE);
            long sent = System.nanoTime();
            sendDelayed(client, QUEUE, 1_500);

            assertThat(JmsClient.text(consumer)).isEqualTo("later");
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThan(Duration.ofMillis(900));
            assertThat(broker.delaysDelivery()).isTrue();
        }
    }

    @Test
    void aDelayedMessageSurvivesARestart() throws Exception {
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.admin(broker)) {
            sendDelayed(client, QUEUE, 2_000);
        }
        assertThat(Files.isDirectory(directory.resolve("scheduler"))).isTrue();
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.admin(broker)) {
            assertThat(client.receive(QUEUE)).isEqualTo("later");
        }
    }

    @Test
    void aDelayInATransactionBeginsWithTheCommit() throws Exception {
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.link(broker, "admins")) {
            Session session = client.connection().createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(JmsClient.destination(QUEUE));
            for (String text : List.of("rolled back", "committed")) {
                Message message = session.createTextMessage(text);
                message.setLongProperty(ScheduledMessage.AMQ_SCHEDULED_DELAY, 1);
                producer.send(message);
                if (text.equals("committed")) {
                    session.commit();
                } else {
                    session.rollback();
                }
            }

            assertThat(client.receive(QUEUE)).isEqualTo("committed");
        }
    }

    @Test
    void withoutDelayedDeliveryThePropertyHasNoEffect() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.admin(broker)) {
            sendDelayed(client, QUEUE, 3_600_000);

            assertThat(client.receive(QUEUE)).isEqualTo("later");
            assertThat(broker.delaysDelivery()).isFalse();
            assertThat(Files.exists(directory.resolve("scheduler"))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AMQ_SCHEDULED_DELAY, -1",
        "AMQ_SCHEDULED_DELAY, 31622400001",
        "AMQ_SCHEDULED_DELAY, soon",
        "AMQ_SCHEDULED_CRON, 0 * * * *",
        "AMQ_SCHEDULED_PERIOD, 1000",
        "AMQ_SCHEDULED_PERIOD, 999",
        "AMQ_SCHEDULED_REPEAT, 1",
        "AMQ_SCHEDULED_REPEAT, -1",
        "AMQ_SCHEDULED_REPEAT, 1001",
    })
    void whatHasNoBoundIsRefused(String property, String value) throws Exception {
        try (EmbeddedBroker broker = settings().start();
                OpenWireClient link = OpenWireClient.link(broker, "admins")) {
            var message = link.persistent(QUEUE, 100);
            message.setProperty(property, value);

            assertThat(link.request(message))
                    .isInstanceOf(MessageFormatException.class)
                    .hasMessageStartingWith("AMQ_SCHEDULED_");
        }
    }

    @Test
    void aRepeatedMessageArrivesSoManyTimesMore() throws Exception {
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.admin(broker)) {
            MessageConsumer consumer = client.consumer(QUEUE);
            Message message = client.session().createTextMessage("again");
            message.setLongProperty(ScheduledMessage.AMQ_SCHEDULED_PERIOD, 1_000);
            message.setIntProperty(ScheduledMessage.AMQ_SCHEDULED_REPEAT, 1);
            client.session().createProducer(JmsClient.destination(QUEUE)).send(message);

            assertThat(JmsClient.text(consumer)).isEqualTo("again");
            assertThat(JmsClient.text(consumer)).isEqualTo("again");
        }
    }

    @Test
    void aMessageToATemporaryDestinationIsNotDelayed() throws Exception {
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.admin(broker)) {
            String replies = client.session().createTemporaryQueue().toString();

            assertThatExceptionOfType(JMSException.class)
                    .isThrownBy(() -> sendDelayed(client, replies, 1))
                    .withMessage("A message to a temporary destination cannot be delayed.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic://ActiveMQ.Scheduler.Management",
                "queue://activemq.scheduler.managementX",
                "queue://test.a,topic://ActiveMQ.Scheduler.Management"
            })
    void nobodyManagesTheScheduler(String destination) throws Exception {
        Set<String> admins = Set.of("admins");
        Security everything = new Security(
                List.of(TestSettings.user("admin", "admins")),
                Set.of(),
                List.of(new Grant("queue://>", admins, admins), new Grant("topic://>", admins, admins)));
        try (EmbeddedBroker broker = settings().with(everything).start();
                JmsClient client = JmsClient.admin(broker)) {
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(
                            () -> sendDelayed(client, destination, ScheduledMessage.AMQ_SCHEDULER_ACTION, "REMOVEALL"));
            assertThatExceptionOfType(JMSSecurityException.class).isThrownBy(() -> client.consumer(destination));
        }
    }

    @Test
    void whoMayNotSendMayNotDelay() throws Exception {
        try (EmbeddedBroker broker = settings().start();
                JmsClient client = JmsClient.admin(broker)) {
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> sendDelayed(client, "queue://secret", 1));
        }
    }

    /** ActiveMQ would wait for room for ever, and the broker could not stop. */
    @Test
    void aMessageThatFindsNoRoomWhenItIsDueStaysScheduled() throws Exception {
        Limits little = new Limits(8 * MIB, 4 * MIB, 4 * MIB, 10, 10, MIB, MIB, Duration.ofMinutes(1));
        try (EmbeddedBroker broker = settings().with(little).start();
                JmsClient client = JmsClient.admin(broker)) {
            sendDelayed(client, QUEUE, 1_000);
            while (broker.storeWritable()) {
                client.sendBytes("queue://test.filler", 100_000);
            }
            await().until(() -> BrokerInternals.exists(broker, QUEUE));
        }
        Limits more = new Limits(8 * MIB, 32 * MIB, 4 * MIB, 10, 10, MIB, MIB, Duration.ofMinutes(1));
        try (EmbeddedBroker broker = settings().with(more).start();
                JmsClient client = JmsClient.admin(broker)) {
            assertThat(client.receive(QUEUE)).isEqualTo("later");
        }
    }

    @Test
    void aDelayedMessageInATransactionIsRefusedWithoutRoom() throws Exception {
        Limits little = new Limits(8 * MIB, 4 * MIB, 4 * MIB, 10, 10, MIB, MIB, Duration.ofMinutes(1));
        try (EmbeddedBroker broker = settings().with(little).start();
                JmsClient client = JmsClient.admin(broker);
                OpenWireClient link = OpenWireClient.link(broker, "admins")) {
            while (broker.storeWritable()) {
                client.sendBytes("queue://test.filler", 100_000);
            }
            LocalTransactionId transaction = link.begin();
            var message = link.persistent(QUEUE, 100);
            message.setProperty(ScheduledMessage.AMQ_SCHEDULED_DELAY, 3_600_000L);
            link.send(transaction, message);

            assertThat(link.commit(transaction)).rootCause().isInstanceOf(ResourceAllocationException.class);
        }
    }
}
