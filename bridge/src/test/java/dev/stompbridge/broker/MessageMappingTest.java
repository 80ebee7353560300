package dev.stompbridge.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.util.Objects;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.apache.activemq.openwire.OpenWireFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An OpenWire message becomes MESSAGE. */
final class MessageMappingTest {
    private static final MessageMapping.Form LEAN =
            new MessageMapping.Form("sub-0", null, false, NoTemporaryNames.INSTANCE);

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
    void aTextWithNulHasAContentLength() throws Exception {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText("a\0b");

        assertThat(received(message).headers().get("content-length")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "a\0b"})
    void bytesAlwaysHaveAContentLength(String body) throws Exception {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.writeBytes(body.getBytes(UTF_8));
        message.storeContent();

        assertThat(received(message).body()).isEqualTo(body.getBytes(UTF_8));
        assertThat(received(message).headers().get("content-length")).isEqualTo(Integer.toString(body.length()));
    }

    @Test
    void compressedBytesAreInflatedWithoutTouchingTheMessage() throws Exception {
        byte[] body = "x".repeat(1_000).getBytes(UTF_8);
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.writeBytes(body);
        message.compress();
        byte[] before = message.getContent().toArray();

        assertThat(received(message).body()).isEqualTo(body);
        assertThat(message.getContent().toArray()).isEqualTo(before).hasSizeLessThan(body.length);
    }

    @Test
    void aMessageIsCompleteOnRequest() {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setTimestamp(7);
        StompFrame frame = received(message, new MessageMapping.Form("s", null, true, NoTemporaryNames.INSTANCE));

        assertThat(frame.headers())
                .isEqualTo(StompHeaders.of(
                        "subscription",
                        "s",
                        "message-id",
                        "z",
                        "destination",
                        "/topic/stock.NVDA",
                        "priority",
                        "4",
                        "expires",
                        "0",
                        "timestamp",
                        "7"));
    }

    @Test
    void aMessageThatMustBeAcknowledgedSaysByWhat() {
        StompFrame frame = received(
                new ActiveMQTextMessage(), new MessageMapping.Form("s", "s/7", false, NoTemporaryNames.INSTANCE));

        assertThat(frame.headers().get("ack")).isEqualTo("s/7");
    }

    @Test
    void destinationsOfAnswersAreNamedAsTheSessionKnowsThem() throws Exception {
        OneTemporaryName session = new OneTemporaryName();
        MessageMapping.Form form = new MessageMapping.Form("s", null, false, session);
        ActiveMQTextMessage own = new ActiveMQTextMessage();
        own.setReplyTo(session.resolve(false, "answers"));
        ActiveMQTextMessage remote = new ActiveMQTextMessage();
        remote.setReplyTo(new ActiveMQTempQueue("ID:other:1:3"));

        assertThat(received(own, form).headers().get("reply-to")).isEqualTo("/temp-queue/answers");
        assertThat(received(remote, form).headers().get("reply-to")).isEqualTo("/remote-temp-queue/ID:other:1:3");
    }

    @Test
    void aGroupIsShown() {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setGroupID("NVDA");
        message.setGroupSequence(3);

        assertThat(received(message).headers().get("JMSXGroupID")).isEqualTo("NVDA");
        assertThat(received(message).headers().get("JMSXGroupSeq")).isEqualTo("3");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscription", "message-id", "destination", "ack", "content-length", "redelivered", "persistent",
                "priority", "expires", "timestamp", "correlation-id", "reply-to", "type", "JMSXGroupID",
                "JMSXGroupSeq", "browser", "x-seq", "x-skipped"
            })
    void aPropertyCannotPretendToBeAHeaderOfTheBridge(String name) throws Exception {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setProperty(name, "forged");
        message.setProperty("symbol", "NVDA");
        message.setProperty("price", 13.92);
        StompHeaders headers = received(message).headers();

        assertThat(headers.all(name)).doesNotContain("forged");
        assertThat(headers.get("symbol")).isEqualTo("NVDA");
        assertThat(headers.get("price")).isEqualTo("13.92");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Grüße", "\uD83D\uDE00", "a\0b"})
    void aPropertyComesOverTheWireAsItWasSet(String value) throws Exception {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setProperty("note", value);
        message.beforeMarshall(new OpenWireFormat());
        message.clearUnMarshalledState();

        assertThat(received(message).headers().get("note")).isEqualTo(value);
    }

    @Test
    void typesWithoutAFormInStompAreLeftOut() {
        assertThat(frame(new ActiveMQStreamMessage(), LEAN)).isNull();
        assertThat(frame(new ActiveMQObjectMessage(), LEAN)).isNull();
        assertThat(received(new ActiveMQMessage()).body()).isEmpty();
    }

    private static StompFrame received(Message message) {
        return received(message, LEAN);
    }

    private static StompFrame received(Message message, MessageMapping.Form form) {
        StompFrame frame = frame(message, form);
        assertThat(frame).isNotNull();
        return Objects.requireNonNull(frame);
    }

    private static @Nullable StompFrame frame(Message message, MessageMapping.Form form) {
        MessageId id = new MessageId(new ProducerId("ID:test:1:1"), 1);
        id.setBrokerSequenceId(35);
        message.setMessageId(id);
        message.setDestination(new ActiveMQTopic("stock.NVDA"));
        if (message.getPriority() == 0) {
            message.setPriority((byte) 4);
        }
        MessageDispatch dispatch = new MessageDispatch();
        dispatch.setMessage(message);
        return MessageMapping.toStomp(new Delivery(dispatch), form);
    }
}
