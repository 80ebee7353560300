package dev.stompbridge.demo.feed;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ConnectionInfo;

/** A real broker in memory, on a port of loopback, that knows one user. */
final class TestBroker {

    static final String USER = "backend";
    static final String PASSWORD = "backend-demo";

    private static final long RECEIVE_MILLIS = 10_000;

    private final BrokerService broker = new BrokerService();
    private final AtomicInteger refused = new AtomicInteger();
    private final int port;

    /** Starts on the given port, 0 for any. */
    TestBroker(int port) throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {next -> new PasswordCheck(next, refused)});
        broker.addConnector("tcp://127.0.0.1:" + port);
        broker.start();
        broker.waitUntilStarted();
        this.port = broker.getTransportConnectors().get(0).getConnectUri().getPort();
    }

    int port() {
        return port;
    }

    /** Connections with a wrong user or password so far. */
    int refused() {
        return refused.get();
    }

    FeedTarget target() {
        return new FeedTarget("tcp://127.0.0.1:" + port, USER, PASSWORD, FeedTarget.QUEUE, true);
    }

    /** Leaves room for a few messages only: a producer that sends more is made to wait. */
    void fill() {
        broker.getSystemUsage().getMemoryUsage().setLimit(1);
    }

    /** The next messages of the queue, in order. */
    List<TextMessage> receive(int count) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(USER, PASSWORD, "tcp://127.0.0.1:" + port);
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(FeedTarget.QUEUE));
            List<TextMessage> messages = new ArrayList<>();
            while (messages.size() < count) {
                messages.add((TextMessage) Objects.requireNonNull(
                        consumer.receive(RECEIVE_MILLIS), () -> "only " + messages.size() + " messages came"));
            }
            return messages;
        }
    }

    void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    private static final class PasswordCheck extends BrokerFilter {

        private final AtomicInteger refused;

        PasswordCheck(Broker next, AtomicInteger refused) {
            super(next);
            this.refused = refused;
        }

        @Override
        public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
            if (!USER.equals(info.getUserName()) || !PASSWORD.equals(info.getPassword())) {
                refused.incrementAndGet();
                throw new SecurityException("unknown user or wrong password");
            }
            super.addConnection(context, info);
        }
    }
}
