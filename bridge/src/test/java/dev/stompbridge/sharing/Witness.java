package dev.stompbridge.sharing;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.TestBridge;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;

/** A backend that takes everything that is sent to any queue or topic, and knows what should have been. */
final class Witness implements AutoCloseable {
    private final Connection taker;
    private final JmsBackend sender;
    private final Set<String> expected = new HashSet<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private int ends;

    Witness(TestBridge bridge) throws JMSException {
        sender = JmsBackend.tester(bridge);
        // The copies of a message to several destinations have one id.
        taker = new ActiveMQConnectionFactory(
                        "tcp://127.0.0.1:" + bridge.openWirePort() + "?jms.checkForDuplicates=false")
                .createConnection("tester", "tester-demo");
        Session session = taker.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(new ActiveMQTopic(">")).setMessageListener(this::take);
        session.createConsumer(new ActiveMQQueue(">")).setMessageListener(this::take);
        taker.start();
    }

    private void take(Message message) {
        try {
            String kind = message.getJMSDestination() instanceof Queue ? "queue" : "topic";
            taken.add(kind + " " + ((TextMessage) message).getText());
        } catch (JMSException | ClassCastException e) {
            taken.add("unreadable: " + e);
        }
    }

    /** A message that was accepted, to one destination or to several; of those of one kind it is taken at least once. */
    void expect(String destination, String body) {
        for (String part : destination.split(",", -1)) {
            expected.add((part.startsWith("/queue/") ? "queue " : "topic ") + body);
        }
    }

    /** Everything that was sent before is taken when a topic's and a queue's last message are. */
    void verify() throws JMSException {
        String last = "end " + ends++;
        expect("/topic/end,/queue/end", last);
        sender.sendText("topic://end", last);
        sender.sendText("queue://end", last);
        await().pollDelay(ZERO).pollInterval(ofMillis(5)).until(() -> taken.containsAll(expected));
        assertThat(taken).as("what reached the broker").isEqualTo(expected);
    }

    @Override
    public void close() throws JMSException {
        taker.close();
        sender.close();
    }
}
