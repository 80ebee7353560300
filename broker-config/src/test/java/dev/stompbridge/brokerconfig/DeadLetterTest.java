package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeadLetterTest {

    private EmbeddedBroker broker;
    private JmsClient client;
    private Session rejecting;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = TestSettings.in(directory).start();
        client = JmsClient.durable(broker, "admin", "dead letters");
        Connection connection = client.connection();
        ((ActiveMQConnection) connection).getRedeliveryPolicy().setMaximumRedeliveries(0);
        rejecting = connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    @AfterAll
    void stop() throws JMSException {
        client.close();
        broker.close();
    }

    private void reject(MessageConsumer consumer) throws JMSException {
        assertThat(JmsClient.text(consumer)).isNotNull();
        rejecting.rollback();
        consumer.close();
    }

    private void reject(String queue) throws JMSException {
        reject(rejecting.createConsumer(JmsClient.destination(queue)));
    }

    @Test
    void eachQueueHasItsOwn() throws JMSException {
        client.send("queue://test.a", "from a");
        client.send("queue://test.b", "from b");
        reject("queue://test.a");
        reject("queue://test.b");

        assertThat(client.receive("queue://DLQ.test.a")).isEqualTo("from a");
        assertThat(client.receive("queue://DLQ.test.b")).isEqualTo("from b");
    }

    @Test
    void messagesThatAreNotPersistentAreKeptToo() throws JMSException {
        long before = broker.statistics().deadLettered();
        client.sendNonPersistent("queue://test.light", "light");
        reject("queue://test.light");

        assertThat(client.receive("queue://DLQ.test.light")).isEqualTo("light");
        assertThat(broker.statistics().deadLettered()).isEqualTo(before + 1);
    }

    @Test
    void aDurableSubscriptionHasOne() throws JMSException {
        Topic topic = (Topic) JmsClient.destination("topic://test.news");
        MessageConsumer subscriber = rejecting.createDurableSubscriber(topic, "s");
        client.send("topic://test.news", "news");
        reject(subscriber);

        assertThat(client.receive("queue://DLQ.Topic.test.news")).isEqualTo("news");
    }

    @Test
    void whatExpiredIsCountedAndGone() throws Exception {
        long before = broker.statistics().expired();
        MessageProducer producer = client.session().createProducer(JmsClient.destination("queue://test.expiring"));
        Message message = client.session().createMessage();
        producer.send(message, DeliveryMode.PERSISTENT, 4, 1);
        long expires = message.getJMSExpiration();
        await().until(() -> System.currentTimeMillis() > expires);
        MessageConsumer consumer = client.consumer("queue://test.expiring");

        // It may have been on its way to a consumer before it expired: then it is the one who would receive it that
        // finds out.
        await().untilAsserted(() -> {
            assertThat(consumer.receiveNoWait()).isNull();
            assertThat(broker.statistics().expired()).isEqualTo(before + 1);
        });
        consumer.close();
        assertThat(BrokerInternals.exists(broker, "queue://DLQ.test.expiring")).isFalse();
    }

    @Test
    void temporaryQueuesHaveNone() throws Exception {
        long before = broker.statistics().discarded();
        TemporaryQueue queue = rejecting.createTemporaryQueue();
        client.session().createProducer(queue).send(client.session().createTextMessage("reply"));
        reject(rejecting.createConsumer(queue));

        await().untilAsserted(() -> assertThat(broker.statistics().discarded()).isEqualTo(before + 1));
        assertThat(BrokerInternals.exists(broker, "queue://DLQ." + queue.getQueueName()))
                .isFalse();
    }

    @Test
    void ordinaryUsersCannotWriteToThem() throws JMSException {
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> client.send("queue://DLQ.test.a", "forged"));
    }
}
