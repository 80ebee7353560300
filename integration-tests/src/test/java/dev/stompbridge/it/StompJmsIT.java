package dev.stompbridge.it;

import static dev.stompbridge.it.StompJmsClient.next;
import static dev.stompbridge.it.StompJmsClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Map;
import org.fusesource.stomp.jms.StompJmsDestination;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** StompJMS, which reaches the bridge through a tunnel. It knows no heart-beats and no NACK. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StompJmsIT {
    private final Stage stage;
    private final Tunnel tunnel;

    StompJmsIT(BridgeProcess bridge) throws JMSException {
        stage = new Stage(bridge);
        tunnel = new Tunnel(stage.web("ws", "/stomp"));
    }

    @AfterAll
    void end() throws JMSException {
        tunnel.close();
        stage.close();
    }

    private StompJmsClient connect(int mode) throws JMSException {
        return connect(mode, Login.CLIENT);
    }

    private StompJmsClient connect(int mode, Login login) throws JMSException {
        return StompJmsClient.connect(tunnel.port(), mode, login);
    }

    @Test
    void bytesAndHeadersPassBothWays() throws JMSException {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        // It writes a line feed as if it were a colon, and reads one well.
        String special = "a:b\\c";
        String lines = special + "\nd";
        String name = stage.name();
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            BytesMessage sent = client.session().createBytesMessage();
            sent.writeBytes(bytes);
            sent.setStringProperty("special", special);
            client.send(client.queue(name), sent);
            Message received = stage.peer().receive("queue://" + name);
            assertThat(received.getBody(byte[].class)).isEqualTo(bytes);
            assertThat(received.getStringProperty("special")).isEqualTo(special);

            MessageConsumer consumer = client.consumer(client.session().createTopic(name));
            BytesMessage answer = stage.peer().bytes(bytes);
            answer.setStringProperty("special", lines);
            stage.peer().send("topic://" + name, answer);
            BytesMessage back = (BytesMessage) next(consumer);
            byte[] body = new byte[bytes.length];
            assertThat(back.readBytes(body)).isEqualTo(bytes.length);
            assertThat(body).isEqualTo(bytes);
            assertThat(back.getStringProperty("special")).isEqualTo(lines);
        }
    }

    @Test
    void textPassesBothWaysWithItsContentType() throws JMSException {
        String text = "Grüße, 20 € für 三 🚀\n\ttwo lines";
        String name = stage.name();
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            client.sendText(client.queue(name), text);
            assertThat(text(stage.peer().receive("queue://" + name))).isEqualTo(text);

            MessageConsumer consumer = client.consumer(client.session().createTopic(name + ".*"));
            TextMessage answer = stage.peer().text(text);
            answer.setStringProperty("content-type", "text/plain");
            stage.peer().send("topic://" + name + ".a", answer);
            assertThat(((TextMessage) next(consumer)).getText()).isEqualTo(text);
        }
    }

    @Test
    void persistentMessageIsOnItsQueueWhenSendReturns() throws JMSException {
        String name = stage.name();
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            client.sendText(client.queue(name), "stored");
            assertThat(stage.peer().browse(name)).hasSize(1);
        }
    }

    @Test
    void receivedMessageIsAcknowledged() throws JMSException {
        String name = stage.name();
        stage.peer().sendTexts("queue://" + name, "one", "two");
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer(client.queue(name));
            assertThat(text(next(consumer))).isEqualTo("one");
            assertThat(stage.peer().browse(name)).hasSize(1);
        }
    }

    @Test
    void acknowledgementTakesTheMessagesBeforeTooAndTheOthersComeAgain() throws JMSException {
        String name = stage.name();
        stage.peer().sendTexts("queue://" + name, "one", "two", "three");
        try (StompJmsClient client = connect(Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer(client.queue(name));
            next(consumer);
            Message second = next(consumer);
            next(consumer);
            second.acknowledge();
            stage.relay().cut();
        }
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            assertThat(text(next(client.consumer(client.queue(name))))).isEqualTo("three");
        }
    }

    @Test
    void transactionIsCommittedOrRolledBackAsAWhole() throws JMSException {
        String name = stage.name();
        stage.peer().sendTexts("queue://" + name, "input");
        try (StompJmsClient client = connect(Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = client.consumer(client.queue(name));
            next(consumer);
            client.sendText(client.queue(name + ".output"), "rolled back");
            client.session().rollback();
            next(consumer);
            client.sendText(client.queue(name + ".output"), "committed");
            assertThat(stage.peer().browse(name + ".output")).isEmpty();
            client.session().commit();
        }
        assertThat(text(stage.peer().receive("queue://" + name + ".output"))).isEqualTo("committed");
        assertThat(stage.peer().browse(name + ".output")).isEmpty();
        assertThat(stage.peer().browse(name)).isEmpty();
    }

    @Test
    void selectorLeavesTheOtherMessagesOnTheQueue() throws JMSException {
        String name = stage.name();
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.session().createConsumer(client.queue(name), "kind = 'wanted'");
            stage.peer().sendTexts("queue://" + name, "other");
            TextMessage wanted = stage.peer().text("wanted");
            wanted.setStringProperty("kind", "wanted");
            stage.peer().send("queue://" + name, wanted);
            assertThat(text(next(consumer))).isEqualTo("wanted");
            assertThat(text(stage.peer().receive("queue://" + name))).isEqualTo("other");
        }
    }

    /** It knows how only if the server calls itself ActiveMQ; otherwise its destinations take the headers that it needs. */
    @Test
    void durableSubscriptionKeepsWhatComesBetweenTwoConnections() throws JMSException {
        String name = stage.name();
        Login login = Login.CLIENT.withClientId(name);
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE, login)) {
            MessageConsumer consumer = client.consumer(durable(client, name));
            stage.peer().sendTexts("topic://" + name, "connected");
            assertThat(text(next(consumer))).isEqualTo("connected");
        }
        stage.peer().sendTexts("topic://" + name, "missed");
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE, login)) {
            assertThat(text(next(client.consumer(durable(client, name))))).isEqualTo("missed");
        }
    }

    private static Destination durable(StompJmsClient client, String name) throws JMSException {
        Topic topic = client.session().createTopic(name);
        ((StompJmsDestination) topic).setSubscribeHeaders(Map.of("activemq.subscriptionName", "news"));
        return topic;
    }

    @Test
    void requestIsAnsweredThroughATemporaryQueue() throws JMSException {
        String name = stage.name();
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue answers = client.session().createTemporaryQueue();
            TextMessage request = client.session().createTextMessage("question");
            request.setJMSReplyTo(answers);
            request.setJMSCorrelationID("42");
            // Once a session has consumers, it sends on another connection, which has other temporary queues.
            client.send(client.queue(name), request);
            MessageConsumer consumer = client.consumer(answers);
            Message question = stage.peer().receive("queue://" + name);
            TextMessage answer = stage.peer().text("answer to " + text(question));
            answer.setJMSCorrelationID(question.getJMSCorrelationID());
            stage.peer().send(question.getJMSReplyTo(), answer);

            Message received = next(consumer);
            assertThat(text(received)).isEqualTo("answer to question");
            assertThat(received.getJMSCorrelationID()).isEqualTo("42");
        }
    }

    @Test
    void requestOfAJmsPeerIsAnswered() throws JMSException {
        String name = stage.name();
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer(client.queue(name));
            TemporaryQueue answers = stage.peer().temporaryQueue();
            TextMessage request = stage.peer().text("question");
            request.setJMSReplyTo(answers);
            stage.peer().send("queue://" + name, request);
            client.sendText(next(consumer).getJMSReplyTo(), "answer");
            assertThat(text(stage.peer().receive(answers))).isEqualTo("answer");
        }
    }

    @Test
    void backendOnTheStompListenerOfTheBrokerExchangesMessagesWithABrowser() throws JMSException {
        String name = stage.name();
        int listener = stage.bridge().ports().stomp();
        try (StompJmsClient browser = connect(Session.AUTO_ACKNOWLEDGE);
                StompJmsClient backend = StompJmsClient.connect(listener, Session.AUTO_ACKNOWLEDGE, Login.CLIENT)) {
            browser.sendText(browser.queue(name), "to the backend");
            assertThat(text(next(backend.consumer(backend.queue(name))))).isEqualTo("to the backend");
            MessageConsumer consumer = browser.consumer(browser.queue(name + ".back"));
            backend.sendText(backend.queue(name + ".back"), "to the browser");
            assertThat(text(next(consumer))).isEqualTo("to the browser");
        }
    }

    @Test
    void denialReachesTheCallerAndTheExceptionListener() throws JMSException {
        try (StompJmsClient client = connect(Session.AUTO_ACKNOWLEDGE)) {
            Destination denied = client.queue("denied.c");
            assertThatThrownBy(() -> client.consumer(denied)).hasMessageContaining("not authorized");
            assertThat(Answers.await(client.error())).hasMessageContaining("not authorized");
        }
    }

    @Test
    void wrongPasscodeRefusesTheConnection() {
        assertThatThrownBy(() -> connect(Session.AUTO_ACKNOWLEDGE, Login.CLIENT.withPasscode("wrong"))
                        .close())
                .isInstanceOf(JMSException.class);
    }
}
