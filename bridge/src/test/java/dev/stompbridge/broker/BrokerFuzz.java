package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.fuzz.FuzzInput;
import jakarta.jms.JMSException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.filter.MessageEvaluationContext;
import org.apache.activemq.selector.SelectorParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of browsers that the broker gets: names of destinations and selectors. */
class BrokerFuzz {
    private static final String TEMPORARY = "ID:host-1-2:3:4:1";

    /** What a property is in a message that a selector is tried on. */
    private static final List<Object> PROPERTIES = List.of("text", "12", "", 12, 1.5, true, 'c', (byte) 1);

    static Stream<byte[]> destinations() {
        return Stream.of(
                        "/topic/stock.NVDA",
                        "/queue/a,/topic/b",
                        "/topic/a.*.>",
                        "/temp-queue/answers",
                        "/remote-temp-queue/ID:a-1:2:3",
                        "/queue/a?consumer.prefetchSize=1",
                        "/topic/queue://a",
                        "/topic/ActiveMQ.Advisory.Queue")
                .flatMap(text -> Stream.of(FuzzInput.seed(0, text), FuzzInput.seed(1, text)));
    }

    static Stream<byte[]> selectors() {
        return Stream.of(
                        "price > 10 AND symbol = 'NVDA'",
                        "symbol LIKE 'N%' ESCAPE '!' OR NOT (a IS NULL)",
                        "a BETWEEN -1 AND 0x1F",
                        "b IN ('x', 'y''z') AND c <> 1.5e3",
                        "JMSPriority >= 4",
                        "a NOT LIKE '_%x' OR TRUE",
                        "a = 99999999999999999999L")
                .map(text -> FuzzInput.seed(0, text));
    }

    @MethodSource("destinations")
    @FuzzTest
    void namesThatPassAreNamesAndNothingElseToTheBroker(byte[] data) throws BrokerException {
        FuzzInput input = FuzzInput.of(data);
        String text = input.text();
        DestinationName name = parsed(text, input.choice() % 2 == 0);
        if (name == null) {
            return;
        }
        ActiveMQDestination destination = name.toActiveMQ(new Temporary());
        assertThat(DestinationName.ofActiveMQ(destination, new Temporary()))
                .isEqualTo(name.isTemporary() ? text.substring(0, text.indexOf('/', 1)) + "/own" : text);
        List<ActiveMQDestination> each = destination.isComposite()
                ? Arrays.asList(destination.getCompositeDestinations())
                : List.of(destination);
        assertThat(each).hasSizeLessThanOrEqualTo(DestinationName.MAX_PARTS);
        each.forEach(BrokerFuzz::isPlain);
    }

    @MethodSource("selectors")
    @FuzzTest
    void selectorsThatPassNeverFailInTheBroker(byte[] data) throws JMSException {
        FuzzInput input = FuzzInput.of(data);
        String text = input.text();
        try {
            assertThat(Selector.check(text)).isEqualTo(text);
        } catch (BrokerException refused) {
            assertThat(refused.kind()).isEqualTo(BrokerException.Kind.BAD_HEADER);
            return;
        }
        MessageEvaluationContext context = new MessageEvaluationContext();
        context.setMessageReference(new AnyProperty(input.oneOf(PROPERTIES)));
        context.setDestination(new ActiveMQQueue("a"));
        SelectorParser.parse(text).matches(context);
    }

    private static @Nullable DestinationName parsed(String text, boolean send) {
        try {
            return send ? DestinationName.forSend(text) : DestinationName.forSubscribe(text);
        } catch (BrokerException refused) {
            assertThat(refused.kind()).isEqualTo(BrokerException.Kind.BAD_DESTINATION);
            return null;
        }
    }

    private static void isPlain(ActiveMQDestination destination) {
        assertThat(destination.isComposite()).isFalse();
        assertThat(destination.getOptions()).isNullOrEmpty();
        assertThat(destination.getPhysicalName())
                .doesNotContain("?", "://", ",")
                .hasSizeBetween(1, DestinationName.MAX_LENGTH)
                .isEqualTo(destination.getPhysicalName().strip());
        assertThat(ActiveMQDestination.createDestination(
                        destination.getQualifiedName(), ActiveMQDestination.QUEUE_TYPE))
                .isEqualTo(destination);
    }

    /** Has one temporary destination, which its browser calls {@code own}. */
    private static final class Temporary implements TemporaryNames {
        @Override
        public ActiveMQTempDestination resolve(boolean topic, String name) {
            return topic ? new ActiveMQTempTopic(TEMPORARY) : new ActiveMQTempQueue(TEMPORARY);
        }

        @Override
        public @Nullable String nameOf(ActiveMQTempDestination destination) {
            return destination.getPhysicalName().equals(TEMPORARY) ? "own" : null;
        }
    }

    /** A message that has every property that it is asked for, always of the same value. */
    private static final class AnyProperty extends ActiveMQTextMessage {
        private final Object value;

        AnyProperty(Object value) {
            this.value = value;
        }

        @Override
        public Object getProperty(String name) {
            return value;
        }
    }
}
