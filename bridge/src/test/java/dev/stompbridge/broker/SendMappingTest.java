package dev.stompbridge.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEND becomes an OpenWire message. */
final class SendMappingTest {
    private static final SendMapping WITHOUT_DELAYS = new SendMapping(false);
    private static final SendMapping WITH_DELAYS = new SendMapping(true);

    @Test
    void aBodyWithoutContentLengthBecomesATextMessage() throws Exception {
        ActiveMQMessage message = send("Grüße \uD83D\uDE00", "destination", "/queue/a");

        assertThat(message).isInstanceOf(ActiveMQTextMessage.class);
        assertThat(((ActiveMQTextMessage) message).getText()).isEqualTo("Grüße \uD83D\uDE00");
    }

    @Test
    void aBodyWithContentLengthBecomesABytesMessage() throws Exception {
        ActiveMQMessage message = send("a\0b", "destination", "/queue/a", "content-length", "3");

        assertThat(message).isInstanceOf(ActiveMQBytesMessage.class);
        assertThat(message.getContent().toArray()).isEqualTo("a\0b".getBytes(UTF_8));
    }

    @Test
    void theTypeCanBeChosen() throws Exception {
        assertThat(send("x", "destination", "/queue/a", "content-length", "1", "amq-msg-type", "text"))
                .isInstanceOf(ActiveMQTextMessage.class);
        assertThat(send("x", "destination", "/queue/a", "amq-msg-type", "bytes"))
                .isInstanceOf(ActiveMQBytesMessage.class);
        assertRefused("destination", "/queue/a", "amq-msg-type", "object");
    }

    @Test
    void metadataHeadersSetTheMetadata() throws Exception {
        ActiveMQMessage message = send(
                "",
                "destination",
                "/queue/a",
                "persistent",
                "true",
                "priority",
                "9",
                "expires",
                "123",
                "correlation-id",
                "c",
                "type",
                "t",
                "reply-to",
                "/topic/answers");

        assertThat(message.isPersistent()).isTrue();
        assertThat(message.getPriority()).isEqualTo((byte) 9);
        assertThat(message.getExpiration()).isEqualTo(123);
        assertThat(message.getCorrelationId()).isEqualTo("c");
        assertThat(message.getType()).isEqualTo("t");
        assertThat(message.getReplyTo()).isEqualTo(new ActiveMQTopic("answers"));
        assertThat(message.getProperties()).isEmpty();
    }

    @Test
    void messagesAreNotPersistentUnlessAsked() throws Exception {
        assertThat(send("", "destination", "/queue/a").isPersistent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "persistent, yes",
        "persistent, TRUE",
        "priority, 10",
        "priority, -1",
        "priority, x",
        "priority, ''",
        "expires, -1",
        "expires, 99999999999999999999",
        "expires, 1.5",
        "reply-to, queue://a",
        "reply-to, /topic/>",
        "reply-to, '/queue/a,/queue/b'",
        "reply-to, /remote-temp-queue/x",
        "JMSXGroupID, ''",
        "JMSXGroupSeq, -2",
        "JMSXGroupSeq, --1",
        "JMSXGroupSeq, -",
        "JMSXGroupSeq, 2147483648",
        "JMSXGroupSeq, 1.5"
    })
    void badValuesOfKnownHeadersAreRefused(String name, String value) {
        assertRefused("destination", "/queue/a", name, value);
    }

    @Test
    void otherHeadersBecomePropertiesTheFirstOfEachName() throws Exception {
        ActiveMQMessage message =
                send("", "destination", "/queue/a", "symbol", "NVDA", "symbol", "DIS", "content-type", "text/plain");

        assertThat(message.getProperties()).containsOnly(entry("symbol", "NVDA"), entry("content-type", "text/plain"));
    }

    /** CVE-2026-33227 and its kind: nothing that ActiveMQ or JMS act upon comes in by a header's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "activemq.prefetchSize",
                "activemq.dispatchAsync",
                "JMSXUserID",
                "JMSReplyTo",
                "JMSXDeliveryCount",
                "AMQ_SCHEDULER_ACTION",
                "scheduledJobId",
                "message-id",
                "redelivered",
                "subscription",
                "timestamp"
            })
    void headersWithAPowerOfTheirOwnNeverBecomeProperties(String name) throws Exception {
        assertThat(send("", "destination", "/queue/a", name, "1").getProperties())
                .isEmpty();
    }

    @Test
    void aTextThatIsNotUtf8IsRefused() {
        StompFrame frame =
                new StompFrame(StompCommand.SEND, StompHeaders.of("destination", "/queue/a"), new byte[] {(byte) 0xFF});

        assertThatThrownBy(() -> WITHOUT_DELAYS.toOpenWire(frame, NoTemporaryNames.INSTANCE))
                .isInstanceOf(BrokerException.class);
    }

    @ParameterizedTest
    @CsvSource({"correlation-id, 1024", "type, 1024", "JMSXGroupID, 256"})
    void textsAreBounded(String name, int length) throws Exception {
        send("", "destination", "/queue/a", name, "x".repeat(length));

        assertRefused("destination", "/queue/a", name, "x".repeat(length + 1));
    }

    @Test
    void anAnswerCanBeAskedForAtATemporaryDestination() throws Exception {
        OneTemporaryName session = new OneTemporaryName();
        StompFrame frame = StompFrame.of(
                StompCommand.SEND,
                StompHeaders.of("destination", "/remote-temp-queue/ID:x:7", "reply-to", "/temp-queue/answers"));
        ActiveMQMessage message = WITHOUT_DELAYS.toOpenWire(frame, session);

        assertThat(message.getDestination().getQualifiedName()).isEqualTo("temp-queue://ID:x:7");
        assertThat(session.nameOf((ActiveMQTempDestination) message.getReplyTo()))
                .isEqualTo("answers");
    }

    @Test
    void aMessageBelongsToAGroup() throws Exception {
        ActiveMQMessage message = send("", "destination", "/queue/a", "JMSXGroupID", "NVDA", "JMSXGroupSeq", "-1");

        assertThat(message.getGroupID()).isEqualTo("NVDA");
        assertThat(message.getGroupSequence()).isEqualTo(-1);
        assertThat(message.getProperties()).isEmpty();
    }

    @Test
    void aDelayIsAPropertyThatTheSchedulerCanRead() throws Exception {
        ActiveMQMessage message = WITH_DELAYS.toOpenWire(
                frame("AMQ_SCHEDULED_DELAY", "60000", "AMQ_SCHEDULED_PERIOD", "1000", "AMQ_SCHEDULED_REPEAT", "9"),
                NoTemporaryNames.INSTANCE);

        assertThat(message.getProperties())
                .containsOnly(
                        entry("AMQ_SCHEDULED_DELAY", 60_000L),
                        entry("AMQ_SCHEDULED_PERIOD", 1_000L),
                        entry("AMQ_SCHEDULED_REPEAT", 9));
    }

    @ParameterizedTest
    @CsvSource({
        "AMQ_SCHEDULED_DELAY, -1",
        "AMQ_SCHEDULED_DELAY, x",
        "AMQ_SCHEDULED_DELAY, 31622400001",
        "AMQ_SCHEDULED_PERIOD, 1000",
        "AMQ_SCHEDULED_REPEAT, 1",
        "AMQ_SCHEDULED_CRON, * * * * *"
    })
    void aBadDelayIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> WITH_DELAYS.toOpenWire(frame(name, value), NoTemporaryNames.INSTANCE))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"999, 1", "1000, 1001", "1000, -1"})
    void repetitionIsBounded(String period, String repeat) {
        StompFrame frame = frame("AMQ_SCHEDULED_PERIOD", period, "AMQ_SCHEDULED_REPEAT", repeat);

        assertThatThrownBy(() -> WITH_DELAYS.toOpenWire(frame, NoTemporaryNames.INSTANCE))
                .isInstanceOf(BrokerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AMQ_SCHEDULED_DELAY", "AMQ_SCHEDULED_PERIOD", "AMQ_SCHEDULED_REPEAT", "AMQ_SCHEDULED_CRON"})
    void whatIsNotOfferedIsRefusedInsteadOfIgnored(String name) {
        assertThatThrownBy(() -> WITHOUT_DELAYS.toOpenWire(frame(name, "1"), NoTemporaryNames.INSTANCE))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.kind()).isEqualTo(BrokerException.Kind.UNSUPPORTED));
    }

    @Test
    void transformationOfActiveMqIsRefusedAndAnyOtherLeftOut() throws Exception {
        assertThatThrownBy(() -> send("{}", "destination", "/queue/a", "transformation", "jms-map-json"))
                .isInstanceOf(BrokerException.class);
        assertThat(send("text", "destination", "/queue/a", "transformation", "TEXT")
                        .getProperty("transformation"))
                .isNull();
    }

    private static StompFrame frame(String... headers) {
        StompHeaders all = StompHeaders.builder()
                .add("destination", "/queue/a")
                .addAll(StompHeaders.of(headers))
                .build();
        return StompFrame.of(StompCommand.SEND, all);
    }

    private static ActiveMQMessage send(String body, String... headers) throws BrokerException {
        return WITHOUT_DELAYS.toOpenWire(
                new StompFrame(StompCommand.SEND, StompHeaders.of(headers), body.getBytes(UTF_8)),
                NoTemporaryNames.INSTANCE);
    }

    private static void assertRefused(String... headers) {
        assertThatThrownBy(() -> send("", headers)).isInstanceOf(BrokerException.class);
    }
}
