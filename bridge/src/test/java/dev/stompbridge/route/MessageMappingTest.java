package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageMappingTest {

    private static final String ID = "ID:backend-1:1:1:1:1";
    private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);

    private final MessageMapping mapping = new MessageMapping(Prices.route("stock"), NOW);

    private static ActiveMQTextMessage price(String body) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText(body);
        message.setMessageId(new MessageId(ID));
        message.setPersistent(true);
        message.setReadOnlyBody(true);
        return message;
    }

    private static ActiveMQTextMessage price() throws JMSException {
        return price(Prices.json("NVDA", "1"));
    }

    private Outgoing invalid(ActiveMQMessage message, String rule) throws JMSException {
        Outgoing outgoing = mapping.map(message);
        assertThat(outgoing.destination()).isEqualTo(new ActiveMQQueue("stock.prices.invalid"));
        assertThat(outgoing.message().getStringProperty("invalidReason")).isEqualTo(rule);
        assertThat(outgoing.message().getStringProperty("originalMessageId")).isEqualTo(ID);
        assertThat(outgoing.message().getStringProperty("originalDestination")).isEqualTo("queue://stock.prices");
        assertThat(outgoing.message().getStringProperty("route")).isEqualTo("stock");
        return outgoing;
    }

    @Test
    void aPriceGoesToTheTopicOfItsSymbol() throws JMSException {
        Outgoing outgoing = mapping.map(price());
        assertThat(outgoing.destination().getQualifiedName()).isEqualTo("topic://stock.NVDA");
        assertThat(outgoing.invalid()).isNull();
        assertThat(outgoing.message().getStringProperty("originalMessageId")).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AMQ_SCHEDULED_REPEAT", "AMQ_SCHEDULED_DELAY", "AMQ_SCHEDULED_CRON", "scheduledJobId", "JMS_X"})
    void propertiesTheBrokerActsOnAreNotPassedOn(String name) throws Exception {
        ActiveMQTextMessage good = price();
        good.setProperty(name, "1");
        assertThat(mapping.map(good).message().getProperties()).containsOnlyKeys("originalMessageId");

        ActiveMQTextMessage bad = price("{}");
        bad.setProperty(name, "1");
        assertThat(invalid(bad, "symbol: is missing").message().getProperties()).doesNotContainKey(name);
    }

    @Test
    void theRoutesOwnPropertiesReplaceThoseOfTheSender() throws Exception {
        ActiveMQTextMessage message = price();
        message.setStringProperty("originalMessageId", "forged");
        assertThat(mapping.map(message).message().getStringProperty("originalMessageId"))
                .isEqualTo(ID);
    }

    @Test
    void whatAnInvalidQueueSaidIsNotForwardedAfterACorrection() throws Exception {
        ActiveMQTextMessage corrected = price();
        for (String name : Set.of("invalidReason", "originalDestination", "route", "venue")) {
            corrected.setStringProperty(name, "x");
        }
        assertThat(mapping.map(corrected).message().getProperties()).containsOnlyKeys("originalMessageId", "venue");
    }

    @Test
    void only32PropertiesAreAccepted() throws Exception {
        ActiveMQTextMessage message = price();
        for (int i = 0; i < 32; i++) {
            message.setIntProperty("p" + i, i);
        }
        assertThat(mapping.map(message).message().getProperties()).hasSize(33);
        message.setIntProperty("p32", 32);
        assertThat(invalid(message, "headers: more than 32").invalid()).isEqualTo(InvalidReason.HEADERS);
    }

    @Test
    void propertiesThatCannotBeReadAreDropped() throws JMSException {
        ActiveMQTextMessage message = price();
        message.setMarshalledProperties(new ByteSequence(new byte[] {0, 0, 0, 9, 1}));
        Outgoing outgoing = invalid(message, "headers: cannot be read");
        assertThat(((ActiveMQTextMessage) outgoing.message()).getText()).isEqualTo(Prices.json("NVDA", "1"));
    }

    @Test
    void whatIsLeftOfTheTimeToLiveIsKept() throws JMSException {
        ActiveMQTextMessage message = price();
        message.setExpiration(NOW.millis() + 250);
        assertThat(mapping.map(message).timeToLive()).isEqualTo(250);
    }

    @Test
    void anExpiredMessageIsPutAsideForGood() throws JMSException {
        ActiveMQTextMessage message = price();
        message.setExpiration(NOW.millis());
        Outgoing outgoing = invalid(message, "expiry: passed before the message was forwarded");
        assertThat(outgoing.timeToLive()).isZero();
        assertThat(outgoing.invalid()).isEqualTo(InvalidReason.EXPIRED);
    }

    @Test
    void aTargetQueueThatIsTheSourceWouldLoop() throws JMSException {
        RouteSettings loop = new RouteSettings(
                "loop", "queue://in.NVDA", "queue://in.{symbol}", Prices.SCHEMA, "queue://stock.prices.invalid");
        Outgoing outgoing = new MessageMapping(loop, NOW).map(price());
        assertThat(outgoing.invalid()).isEqualTo(InvalidReason.TARGET);
        assertThat(outgoing.message().getStringProperty("invalidReason"))
                .isEqualTo("target: is the source of the route");
    }

    @Test
    void anInvalidMessageAsksForNoResponse() throws JMSException {
        ActiveMQTextMessage message = price("{}");
        message.setResponseRequired(true);
        assertThat(invalid(message, "symbol: is missing").message().isResponseRequired())
                .isFalse();
    }
}
