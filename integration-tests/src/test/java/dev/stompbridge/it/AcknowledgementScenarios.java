package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to messages that a client library acknowledges, rejects or leaves when its connection is lost. */
interface AcknowledgementScenarios {
    Stage stage();

    ForeignClient connect(Login login);

    @Test
    default void individualAcknowledgementTakesOneMessage() throws JMSException {
        assertComesAgain("client-individual", "one", "three");
    }

    @Test
    default void clientAcknowledgementTakesTheMessagesBeforeToo() throws JMSException {
        assertComesAgain("client", "three");
    }

    /** Three messages are delivered, the second is acknowledged, the connection is lost. */
    private void assertComesAgain(String ack, String... texts) throws JMSException {
        String name = stage().name();
        stage().peer().sendTexts("queue://" + name, "one", "two", "three");
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/queue/" + name, Map.of("ack", ack));
            assertThat(client.next().text()).isEqualTo("one");
            Incoming second = client.next();
            assertThat(second.text()).isEqualTo("two");
            assertThat(client.next().text()).isEqualTo("three");
            client.acknowledge(second);
            stage().relay().cut();
        }
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/queue/" + name, Map.of("ack", "client-individual"));
            for (String text : texts) {
                Incoming again = client.next();
                assertThat(again.text()).isEqualTo(text);
                assertThat(again.header("redelivered")).isEqualTo("true");
                client.acknowledge(again);
            }
            assertThat(stage().peer().browse(name)).isEmpty();
        }
    }

    @Test
    default void rejectedMessageGoesToTheDeadLetterQueue() throws JMSException {
        String name = stage().name();
        stage().peer().sendTexts("queue://" + name, "bad", "good");
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/queue/" + name, Map.of("ack", "client-individual"));
            client.reject(client.next());
            client.acknowledge(client.next());

            TextMessage dead = (TextMessage) stage().peer().receive("queue://DLQ." + name);
            assertThat(dead.getText()).isEqualTo("bad");
            assertThat(stage().peer().browse(name)).isEmpty();
            assertThat(stage().peer().browse("DLQ." + name)).isEmpty();
        }
    }

    @Test
    default void selectorLeavesTheOtherMessagesOnTheQueue() throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/queue/" + name, Map.of("selector", "size > 10 AND kind = 'a:b'"));
            sendOfSize(name, 5, "small");
            sendOfSize(name, 15, "large");
            assertThat(client.next().text()).isEqualTo("large");

            TextMessage other = (TextMessage) stage().peer().receive("queue://" + name);
            assertThat(other.getText()).isEqualTo("small");
        }
    }

    private void sendOfSize(String name, int size, String text) throws JMSException {
        TextMessage message = stage().peer().text(text);
        message.setIntProperty("size", size);
        message.setStringProperty("kind", "a:b");
        stage().peer().send("queue://" + name, message);
    }

    @Test
    default void durableSubscriptionKeepsWhatComesBetweenTwoConnections() throws JMSException {
        String name = stage().name();
        Login login = Login.CLIENT.withClientId(name);
        Map<String, String> durable = Map.of("activemq.subscriptionName", "news");
        try (ForeignClient client = connect(login)) {
            client.subscribe("/topic/" + name, durable);
            stage().peer().sendTexts("topic://" + name, "connected");
            assertThat(client.next().text()).isEqualTo("connected");
        }
        stage().peer().sendTexts("topic://" + name, "missed", "missed too");
        try (ForeignClient client = connect(login)) {
            client.subscribe("/topic/" + name, durable);
            assertThat(client.next().text()).isEqualTo("missed");
            assertThat(client.next().text()).isEqualTo("missed too");
        }
    }
}
