package dev.stompbridge.broker;

import dev.stompbridge.brokerconfig.BrokerStartException;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings;
import dev.stompbridge.brokerconfig.PasswordHash;
import dev.stompbridge.ops.Metrics;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.activemq.ActiveMQConnectionFactory;

/** A broker that links reach over TCP, as somebody who may read and write the queues of {@code test.>}. */
final class TcpBroker implements AutoCloseable {
    private static final String HASH = PasswordHash.create("secret".toCharArray(), new SecureRandom());
    private static final String MARK = "end";
    private static final long RECEIVE_MILLIS = 20_000;

    private final EmbeddedBroker broker;

    TcpBroker(Path directory) throws BrokerStartException {
        broker = EmbeddedBroker.start(settings(directory));
    }

    int port() {
        return broker.openWirePort();
    }

    int connections() {
        return broker.statistics().connections();
    }

    /** A link to this broker by way of a port that leads to it. */
    static OpenWireLink link(int port, ExecutorService threads, Metrics metrics) {
        return new LinkOpener(new TcpAccess(URI.create("tcp://127.0.0.1:" + port)), threads, metrics)
                .open(new Identity(Set.of("backends")), new Unwatched());
    }

    /** Stores so many messages. */
    void fill(String queue, int messages) throws JMSException {
        try (Connection connection = connect()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (int i = 0; i < messages; i++) {
                producer.send(session.createTextMessage("m" + i));
            }
            session.commit();
        }
    }

    /** Takes everything out of a queue, up to a mark that is put behind it. */
    List<String> drain(String queue) throws JMSException {
        try (Connection connection = connect()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createProducer(session.createQueue(queue)).send(session.createTextMessage(MARK));
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            List<String> texts = new ArrayList<>();
            for (String text = receive(consumer); !text.equals(MARK); text = receive(consumer)) {
                texts.add(text);
            }
            return texts;
        }
    }

    private static String receive(MessageConsumer consumer) throws JMSException {
        if (consumer.receive(RECEIVE_MILLIS) instanceof TextMessage message) {
            return message.getText();
        }
        throw new AssertionError("no message came");
    }

    private Connection connect() throws JMSException {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("backend", "secret", "tcp://127.0.0.1:" + port());
        factory.setWatchTopicAdvisories(false);
        Connection connection = factory.createConnection();
        connection.start();
        return connection;
    }

    private static EmbeddedBrokerSettings settings(Path directory) {
        EmbeddedBrokerSettings.Limits limits = new EmbeddedBrokerSettings.Limits(
                16L << 20, 16L << 20, 16L << 20, 100, 1000, 1 << 20, 1L << 20, Duration.ofMinutes(5));
        return new EmbeddedBrokerSettings(
                directory,
                limits,
                new EmbeddedBrokerSettings.Connector(true, "127.0.0.1", 0, 10),
                new EmbeddedBrokerSettings.Connector(false, "127.0.0.1", 0, 1),
                new EmbeddedBrokerSettings.Security(
                        List.of(new EmbeddedBrokerSettings.User("backend", HASH, Set.of("backends"))),
                        Set.of(),
                        List.of(new EmbeddedBrokerSettings.Grant(
                                "queue://test.>", Set.of("backends"), Set.of("backends")))));
    }

    @Override
    public void close() {
        broker.close();
    }

    private static final class Unwatched implements OpenWireLink.Watcher {
        @Override
        public void interrupted(OpenWireLink link) {}

        @Override
        public void lost(OpenWireLink link) {}
    }
}
