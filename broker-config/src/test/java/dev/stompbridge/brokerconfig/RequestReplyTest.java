package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.SessionId;
import org.apache.activemq.command.SessionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestReplyTest {

    private static final String REQUESTS = "queue://test.requests";

    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir Path directory) throws BrokerStartException {
        broker = TestSettings.in(directory).start();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private static Message request(JmsClient client, Destination replyTo) throws JMSException {
        TextMessage request = client.session().createTextMessage("question");
        request.setJMSReplyTo(replyTo);
        client.session().createProducer(JmsClient.destination(REQUESTS)).send(request);
        return request;
    }

    private static void reply(JmsClient server, Message request, String text) throws JMSException {
        Session session = server.session();
        session.createProducer(request.getJMSReplyTo()).send(session.createTextMessage(text));
    }

    @Test
    void aRequestIsAnsweredThroughATemporaryQueue() throws JMSException {
        try (JmsClient client = JmsClient.admin(broker);
                JmsClient server = JmsClient.admin(broker)) {
            TemporaryQueue replies = client.session().createTemporaryQueue();
            MessageConsumer answers = client.session().createConsumer(replies);
            request(client, replies);
            Message request = server.consumer(REQUESTS).receive(10_000);
            reply(server, request, "answer");

            assertThat(JmsClient.text(answers)).isEqualTo("answer");
        }
    }

    @Test
    void aRequestOverStompIsAnsweredThroughATemporaryQueue() throws Exception {
        try (StompSocket client = new StompSocket(broker.stompPort());
                JmsClient server = JmsClient.admin(broker)) {
            client.write("CONNECT|accept-version:1.2|host:x|login:admin|passcode:" + TestSettings.PASSWORD);
            assertThat(client.read()).startsWith("CONNECTED");
            client.write("SUBSCRIBE|id:1|destination:/temp-queue/replies");
            client.write("SEND|destination:/queue/test.requests|reply-to:/temp-queue/replies", "question");
            Message request = server.consumer(REQUESTS).receive(10_000);
            reply(server, request, "answer");

            assertThat(client.read()).startsWith("MESSAGE").endsWith("answer");
        }
    }

    @Test
    void aLinkUsesTemporaryQueuesToo() throws JMSException {
        try (JmsClient link = JmsClient.link(broker, "admins");
                JmsClient server = JmsClient.admin(broker)) {
            TemporaryQueue replies = link.session().createTemporaryQueue();
            MessageConsumer answers = link.session().createConsumer(replies);
            request(link, replies);
            Message request = server.consumer(REQUESTS).receive(10_000);
            reply(server, request, "answer");

            assertThat(JmsClient.text(answers)).isEqualTo("answer");
        }
    }

    @Test
    void theReplyToAClientThatLeftIsRefused() throws JMSException {
        try (JmsClient server = JmsClient.admin(broker)) {
            Message request;
            try (JmsClient client = JmsClient.admin(broker)) {
                request(client, client.session().createTemporaryQueue());
                request = server.consumer(REQUESTS).receive(10_000);
            }
            ActiveMQConnection connection = (ActiveMQConnection) server.connection();
            await().until(() -> connection.isDeleted((ActiveMQDestination) request.getJMSReplyTo()));

            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> reply(server, request, "too late"));
        }
    }

    /** The JMS client checks this itself, so the command is sent by hand. */
    @Test
    void nobodyReadsTheTemporaryQueueOfAnother() throws JMSException {
        try (JmsClient client = JmsClient.admin(broker);
                JmsClient thief = JmsClient.admin(broker)) {
            TemporaryQueue replies = client.session().createTemporaryQueue();
            ActiveMQConnection connection = (ActiveMQConnection) thief.connection();
            ConnectionId id = connection.getConnectionInfo().getConnectionId();
            SessionId session = new SessionId(id, 99);
            connection.syncSendPacket(new SessionInfo(session));
            ConsumerInfo consumer = new ConsumerInfo(new ConsumerId(session, 1));
            consumer.setDestination((ActiveMQDestination) replies);
            consumer.setPrefetchSize(1);

            assertThatExceptionOfType(JMSSecurityException.class).isThrownBy(() -> connection.syncSendPacket(consumer));
        }
    }
}
