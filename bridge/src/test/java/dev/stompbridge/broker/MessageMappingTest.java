package dev.stompbridge.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An OpenWire message becomes MESSAGE. */
final class MessageMappingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße", "a\0b", "\uD83D\uDE00", "\uE000\uFFFD", "퀴"})
    void textComesBackAsItWasSent(String text) throws Exception {
        ActiveMQTextMessage unmarshalled = new ActiveMQTextMessage();
        unmarshalled.setText(text);
        ActiveMQTextMessage marshalled = new ActiveMQTextMessage();
        marshalled.setText(text);
        marshalled.storeContentAndClear();

        assertThat(received(unmarshalled).body()).isEqualTo(text.getBytes(UTF_8));
        assertThat(received(marshalled).body()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void readingABodyLeavesTheSharedMessageAsItIs() throws Exception {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText("shared");
        message.storeContentAndClear();
        byte[] before = message.getContent().toArray();

        received(message);

        assertThat(message.getContent().toArray()).isEqualTo(before);
    }

    @Test
    void aMessageIsLeanWhereItSaysNothingNew() {
        ActiveMQTextMessage message = new ActiveMQTextMessage();

        assertThat(received(message).headers())
                .isEqualTo(StompHeaders.of(
                        "subscription", "sub-0", "message-id", "z", "destination", "/topic/stock.NVDA"));
    }

    @Test
    void aBodyWithNulHasAContentLength() throws Exception {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.writeBytes(new byte[] {1, 0, 2});
        message.storeContent();

        assertThat(received(message).headers().get("content-length")).isEqualTo("3");
    }

    @Test
    void metadataThatDiffersFromTheDefaultIsShown() {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setPersistent(true);
        message.setPriority((byte) 7);
        message.setExpiration(5);
        message.setCorrelationId("c");
        message.setType("t");
        message.setReplyTo(new ActiveMQTopic("answers"));
        StompHeaders headers = received(message).headers();

        assertThat(headers.get("persistent")).isEqualTo("true");
        assertThat(headers.get("priority")).isEqualTo("7");
        assertThat(headers.get("expires")).isEqualTo("5");
        assertThat(headers.get("correlation-id")).isEqualTo("c");
        assertThat(headers.get("type")).isEqualTo("t");
        assertThat(headers.get("reply-to")).isEqualTo("/topic/answers");
    }

    @Test
    void aPropertyCannotPretendToBeAHeaderOfTheBridge() throws Exception {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setProperty("destination", "/topic/forged");
        message.setProperty("subscription", "forged");
        message.setProperty("symbol", "NVDA");
        StompHeaders headers = received(message).headers();

        assertThat(headers.all("destination")).containsExactly("/topic/stock.NVDA");
        assertThat(headers.all("subscription")).containsExactly("sub-0");
        assertThat(headers.get("symbol")).isEqualTo("NVDA");
    }

    @Test
    void typesWithoutAFormInStompAreLeftOut() {
        assertThat(frame(new ActiveMQMapMessage())).isNull();
        assertThat(frame(new ActiveMQStreamMessage())).isNull();
        assertThat(frame(new ActiveMQObjectMessage())).isNull();
        assertThat(received(new ActiveMQMessage()).body()).isEmpty();
    }

    private static StompFrame received(Message message) {
        StompFrame frame = frame(message);
        assertThat(frame).isNotNull();
        return java.util.Objects.requireNonNull(frame);
    }

    private static @org.jspecify.annotations.Nullable StompFrame frame(Message message) {
        MessageId id = new MessageId(new ProducerId("ID:test:1:1"), 1);
        id.setBrokerSequenceId(35);
        message.setMessageId(id);
        message.setDestination(new ActiveMQTopic("stock.NVDA"));
        if (message.getPriority() == 0) {
            message.setPriority((byte) 4);
        }
        MessageDispatch dispatch = new MessageDispatch();
        dispatch.setMessage(message);
        return MessageMapping.toStomp(new Delivery(dispatch), "sub-0");
    }
}
