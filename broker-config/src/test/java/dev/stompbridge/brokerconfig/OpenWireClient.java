package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.BaseCommand;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.ExceptionResponse;
import org.apache.activemq.command.LocalTransactionId;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.apache.activemq.command.ProducerInfo;
import org.apache.activemq.command.SessionId;
import org.apache.activemq.command.SessionInfo;
import org.apache.activemq.command.TransactionInfo;
import org.apache.activemq.transport.DefaultTransportListener;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportFactory;
import org.apache.activemq.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/** Speaks OpenWire by hand, as the links of the bridge do: one connection, one session, one producer. */
final class OpenWireClient implements AutoCloseable {

    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final ConnectionId connection;
    private final ProducerId producer;
    private final Transport transport;
    private final SessionId session;
    private long messages;
    private long transactions;

    OpenWireClient(EmbeddedBroker broker, LinkLogin login) throws Exception {
        connection = new ConnectionId("openwire-" + Long.toHexString(System.nanoTime()));
        session = new SessionId(connection, 1);
        producer = new ProducerId(session, 1);
        transport = TransportFactory.connect(broker.vmUri());
        transport.setTransportListener(new DefaultTransportListener());
        transport.start();
        ConnectionInfo info = new ConnectionInfo(connection);
        info.setClientId(connection.getValue());
        info.setUserName(login.user());
        info.setPassword(login.password());
        require(info);
        require(new SessionInfo(session));
        require(new ProducerInfo(producer));
    }

    /** As a shared link of these groups. */
    static OpenWireClient link(EmbeddedBroker broker, String... groups) throws Exception {
        return new OpenWireClient(broker, broker.linkLogin(Set.of(groups)));
    }

    ConnectionId connection() {
        return connection;
    }

    /** What the broker has against the command; null when it has accepted it. */
    @Nullable
    Throwable request(BaseCommand command) throws IOException {
        return transport.request(command, ANSWER_MILLIS) instanceof ExceptionResponse refused
                ? refused.getException()
                : null;
    }

    LocalTransactionId begin() throws IOException {
        LocalTransactionId transaction = new LocalTransactionId(connection, ++transactions);
        require(new TransactionInfo(connection, transaction, TransactionInfo.BEGIN));
        return transaction;
    }

    @Nullable
    Throwable commit(LocalTransactionId transaction) throws IOException {
        return request(new TransactionInfo(connection, transaction, TransactionInfo.COMMIT_ONE_PHASE));
    }

    @Nullable
    Throwable rollback(LocalTransactionId transaction) throws IOException {
        return request(new TransactionInfo(connection, transaction, TransactionInfo.ROLLBACK));
    }

    /** Sends inside the transaction without asking for an answer. */
    void send(LocalTransactionId transaction, ActiveMQMessage message) throws IOException {
        message.setTransactionId(transaction);
        transport.oneway(message);
    }

    /** Each session may have a consumer with this number once. */
    ConsumerInfo consumer(ActiveMQDestination destination, long number) {
        ConsumerInfo consumer = new ConsumerInfo(new ConsumerId(session, number));
        consumer.setDestination(destination);
        consumer.setPrefetchSize(1);
        return consumer;
    }

    ActiveMQMessage persistent(String destination, int bytes) {
        return message(JmsClient.destination(destination), bytes, true);
    }

    ActiveMQMessage nonPersistent(String destination, int bytes) {
        return message(JmsClient.destination(destination), bytes, false);
    }

    ActiveMQMessage nonPersistent(ActiveMQDestination destination, int bytes) {
        return message(destination, bytes, false);
    }

    private ActiveMQMessage message(ActiveMQDestination to, int bytes, boolean persistent) {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.setMessageId(new MessageId(producer, ++messages));
        message.setProducerId(producer);
        message.setDestination(to);
        message.setPersistent(persistent);
        message.setContent(new ByteSequence("x".repeat(bytes).getBytes(UTF_8)));
        return message;
    }

    private void require(BaseCommand command) throws IOException {
        Throwable refusal = request(command);
        if (refusal != null) {
            throw new IOException(refusal);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            transport.stop();
        } catch (Exception e) { // Transport.stop declares it
            throw new IOException(e);
        }
    }
}
