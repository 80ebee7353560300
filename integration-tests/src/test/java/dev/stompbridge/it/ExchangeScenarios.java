package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every client library can do: exchange messages of all kinds with a JMS peer, and understand a refusal. */
interface ExchangeScenarios {
    /** Beyond what WebSocket libraries send as one message or one frame. */
    int LARGE = 300_000;

    Stage stage();

    /** Connects, and throws what the library says if that is refused. */
    ForeignClient connect(Login login);

    @Test
    default void textPassesBothWays() throws JMSException {
        assertTextPasses("Grüße, 20 € für 三 🚀\n\r\ttwo lines: {\"a\":\"b\\\\c\"}");
    }

    @Test
    default void largeTextPassesBothWays() throws JMSException {
        assertTextPasses("0123456789".repeat(LARGE / 10));
    }

    private void assertTextPasses(String text) throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/topic/" + name, Map.of());
            client.send("/queue/" + name, Map.of(), text);
            Message received = stage().peer().receive("queue://" + name);
            assertThat(received).isInstanceOf(TextMessage.class);
            assertThat(((TextMessage) received).getText()).isEqualTo(text);

            stage().peer().send("topic://" + name, received);
            assertThat(client.next().text()).isEqualTo(text);
        }
    }

    @Test
    default void bytesPassBothWays() throws JMSException {
        byte[] bytes = new byte[LARGE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/topic/" + name, Map.of());
            client.send("/queue/" + name, Map.of(), bytes);
            Message received = stage().peer().receive("queue://" + name);
            assertThat(received).isInstanceOf(BytesMessage.class);
            assertThat(received.getBody(byte[].class)).isEqualTo(bytes);

            stage().peer().send("topic://" + name, stage().peer().bytes(bytes));
            assertThat(client.next().body()).isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    default void headersWithSpecialCharactersPassBothWays() throws JMSException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("colons", "a:b::c");
        headers.put("lines", "first\nsecond\r\nthird");
        // None before r, n or c: stompjs undoes the escapes one kind after the other, and reads a line end there.
        headers.put("backslashes", "C:\\Users\\me \\\\");
        // Up to U+FFFF: ActiveMQ's JMS client reads a property beyond it as two replacement characters.
        headers.put("letters", "Zürich 三");
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/topic/" + name, Map.of());
            client.send("/queue/" + name, headers, "with headers");
            Message received = stage().peer().receive("queue://" + name);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                assertThat(received.getStringProperty(header.getKey())).isEqualTo(header.getValue());
            }

            stage().peer().send("topic://" + name, received);
            assertThat(client.next().headers()).containsAllEntriesOf(headers);
        }
    }

    @Test
    default void receiptOfAPersistentMessageMeansThatItIsOnItsQueue() throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.send("/queue/" + name, Map.of("persistent", "true"), "stored");
            assertThat(stage().peer().browse(name)).hasSize(1);
        }
    }

    @Test
    default void wildcardsSubscribeToAllTopicsThatMatch() throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/topic/" + name + ".*.open", Map.of());
            client.subscribe("/topic/" + name + ".deep.>", Map.of());
            stage().peer().sendTexts("topic://" + name + ".a.closed", "nobody's");
            stage().peer().sendTexts("topic://" + name + ".a.open", "one part");
            stage().peer().sendTexts("topic://" + name + ".deep.er.still", "all that follow");

            assertThat(client.next()).satisfies(message -> {
                assertThat(message.text()).isEqualTo("one part");
                assertThat(message.header("destination")).isEqualTo("/topic/" + name + ".a.open");
            });
            assertThat(client.next()).satisfies(message -> {
                assertThat(message.text()).isEqualTo("all that follow");
                assertThat(message.header("destination")).isEqualTo("/topic/" + name + ".deep.er.still");
            });
        }
    }

    @Test
    default void heartBeatsKeepASilentConnection() throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/topic/" + name, Map.of());
            stage().relay().awaitBothWays(3);
            stage().peer().sendTexts("topic://" + name, "still there");
            assertThat(client.next().text()).isEqualTo("still there");
        }
    }

    @Test
    default void deniedSubscriptionReachesTheErrorCallback() {
        try (ForeignClient client = connect(Login.CLIENT)) {
            assertThatThrownBy(() -> client.subscribe("/queue/denied.a", Map.of()))
                    .isInstanceOf(RuntimeException.class);
            assertThat(client.error()).contains("not authorized", "subscribe to /queue/denied.a");
        }
    }

    @Test
    default void deniedMessageReachesTheErrorCallback() throws JMSException {
        try (ForeignClient client = connect(Login.CLIENT)) {
            assertThatThrownBy(() -> client.send("/queue/denied.b", Map.of(), "forged"))
                    .isInstanceOf(RuntimeException.class);
            assertThat(client.error()).contains("not authorized", "send to /queue/denied.b");
        }
        assertThat(stage().peer().browse("denied.b")).isEmpty();
    }

    @Test
    default void wrongPasscodeRefusesTheConnection() {
        assertThatThrownBy(() -> connect(Login.CLIENT.withPasscode("wrong")).close())
                .isInstanceOf(RuntimeException.class);
    }
}
