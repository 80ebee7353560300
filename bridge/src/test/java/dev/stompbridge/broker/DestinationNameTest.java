package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationNameTest {
    @ParameterizedTest
    @CsvSource({
        "/topic/stock.NVDA, topic://stock.NVDA",
        "/queue/orders, queue://orders",
        "/queue/a/b, queue://a/b",
        "/topic/Straße.ü, topic://Straße.ü"
    })
    void plainNamesReachTheBrokerAsTheyAre(String stomp, String broker) throws Exception {
        assertThat(DestinationName.forSend(stomp)
                        .toActiveMQ(NoTemporaryNames.INSTANCE)
                        .getQualifiedName())
                .isEqualTo(broker);
        assertThat(DestinationName.forSubscribe(stomp)).hasToString(stomp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/>", "/topic/stock.>", "/topic/*", "/topic/*.x.*", "/queue/a.*.>"})
    void wildcardsAreForSubscribingOnly(String destination) throws Exception {
        assertThat(DestinationName.forSubscribe(destination).isWildcard()).isTrue();
        assertRefused(() -> DestinationName.forSend(destination));
    }

    /** ActiveMQ would read options, composites and schemes out of such names (CVE-2026-61487 and its kind). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "topic/a",
                "/topic",
                "/topic/",
                "/Topic/a",
                "/exchange/a",
                "/bridge/token",
                "stock.NVDA",
                "topic://a",
                "/topic/a,b",
                "/queue/a,topic://b",
                "/queue/a,",
                ",/queue/a",
                "/queue/a,,/queue/b",
                "/queue/a, /queue/b",
                "/queue/a,/queue/a",
                "/queue/a,/queue/b.*",
                "/queue/a,/temp-queue/b",
                "/temp-queue/a,/temp-queue/b",
                "/queue/a,/remote-temp-queue/ID:a:1",
                "/queue/a?consumer.exclusive=true",
                "/queue/topic://b",
                "/topic/a..b",
                "/topic/.a",
                "/topic/a.",
                "/topic/a b",
                "/topic/a\tb",
                "/topic/a\nb",
                "/topic/a\0b",
                "/topic/a>",
                "/topic/>.a",
                "/topic/a.>.b",
                "/topic/a*",
                "/topic/**",
                "/topic/a%2Cb",
                "/topic/a;b",
                "/queue/a&b",
                "/queue/a#b",
                "/queue/a\\b",
                "/queue/a\"b",
                "/temp-queue/",
                "/temp-queue/a.*",
                "/temp-queue/>",
                "/temp-queue/a?b=c",
                "/temp-topic/a..b",
                "/temp-queue/topic://a",
                "/remote-temp-queue/",
                "/remote-temp-queue/1",
                "/remote-temp-queue/:1",
                "/remote-temp-queue/ID:a",
                "/remote-temp-queue/ID:a:",
                "/remote-temp-queue/ID:a:x",
                "/remote-temp-queue/ID:a:-1",
                "/remote-temp-queue/ID:a: 1",
                "/remote-temp-queue/ID:a:12345678901234567890",
                "/remote-temp-queue/ID:*:1",
                "/remote-temp-queue/ID:>:1",
                "/remote-temp-queue/ID:a?b:1",
                "/remote-temp-queue/ID:a b:1",
                "/remote-temp-topic/queue://a:1"
            })
    void everythingElseIsRefused(String destination) {
        assertRefused(() -> DestinationName.forSubscribe(destination));
        assertRefused(() -> DestinationName.forSend(destination));
    }

    @ParameterizedTest
    @CsvSource({"/temp-queue/a, false", "/temp-topic/a.b, true"})
    void temporaryNamesMeanWhatTheSessionMadeOfThem(String stomp, boolean topic) throws Exception {
        OneTemporaryName session = new OneTemporaryName();
        DestinationName name = DestinationName.forSubscribe(stomp);
        ActiveMQDestination destination = name.toActiveMQ(session);

        assertThat(name.isTemporary()).isTrue();
        assertThat(name.isTopic()).isEqualTo(topic);
        assertThat(destination.isTopic()).isEqualTo(topic);
        assertThat(destination.isTemporary()).isTrue();
        assertThat(DestinationName.ofActiveMQ(destination, session)).isEqualTo(stomp);
    }

    @Test
    void aSessionWithoutTemporaryDestinationsSaysSo() throws Exception {
        DestinationName name = DestinationName.forSend("/temp-queue/a");

        assertThatThrownBy(() -> name.toActiveMQ(NoTemporaryNames.INSTANCE))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.kind()).isEqualTo(BrokerException.Kind.UNSUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/remote-temp-queue/ID:host-45671-1700000000000-4:1:1",
                "/remote-temp-topic/ID:host.example.org-45671-1700000000000-4:1:2147483647",
                "/remote-temp-queue/client-7:1"
            })
    void temporaryDestinationsOfOthersAreSentToOnly(String stomp) throws Exception {
        DestinationName name = DestinationName.forSend(stomp);
        ActiveMQDestination destination = name.toActiveMQ(NoTemporaryNames.INSTANCE);

        assertThat(name.isTemporary()).isFalse();
        assertThat(destination).isInstanceOf(ActiveMQTempDestination.class);
        assertThat(((ActiveMQTempDestination) destination).getConnectionId())
                .isEqualTo(stomp.substring(stomp.indexOf('/', 1) + 1, stomp.lastIndexOf(':')));
        assertThat(DestinationName.ofActiveMQ(destination, new OneTemporaryName()))
                .isEqualTo(stomp);
        assertRefused(() -> DestinationName.forSubscribe(stomp));
    }

    @Test
    void aCompositeIsSentToBothKinds() throws Exception {
        DestinationName name = DestinationName.forSend("/queue/a,/topic/b.c");
        ActiveMQDestination destination = name.toActiveMQ(NoTemporaryNames.INSTANCE);

        assertThat(name.isComposite()).isTrue();
        assertThat(destination.getCompositeDestinations())
                .containsExactly(new ActiveMQQueue("a"), new ActiveMQTopic("b.c"));
        assertThat(new ActiveMQQueue(destination.getPhysicalName()).getCompositeDestinations())
                .as("as a broker in another process reads it")
                .containsExactlyInAnyOrder(new ActiveMQQueue("a"), new ActiveMQTopic("b.c"));
        assertThat(DestinationName.ofActiveMQ(destination, NoTemporaryNames.INSTANCE))
                .isEqualTo("/queue/a,/topic/b.c");
    }

    @Test
    void aCompositeIsSubscribedToForOneKindOnly() throws Exception {
        assertThat(DestinationName.forSubscribe("/topic/a,/topic/b").isTopic()).isTrue();
        assertThat(DestinationName.forSubscribe("/queue/a,/queue/b").isTopic()).isFalse();
        assertRefused(() -> DestinationName.forSubscribe("/queue/a,/topic/b"));
    }

    @Test
    void aCompositeWithATemporaryPartHasNoForm() {
        ActiveMQQueue composite = new ActiveMQQueue();
        composite.setCompositeDestinations(
                new ActiveMQDestination[] {new ActiveMQQueue("a"), new ActiveMQTempQueue("ID:x:1")});

        assertThat(DestinationName.ofActiveMQ(composite, NoTemporaryNames.INSTANCE))
                .isNull();
    }

    @Test
    void aCompositeHasABoundedNumberOfNames() throws Exception {
        String eight = IntStream.range(0, DestinationName.MAX_PARTS)
                .mapToObj(i -> "/queue/" + i)
                .collect(Collectors.joining(","));

        assertThat(DestinationName.forSend(eight).isComposite()).isTrue();
        assertRefused(() -> DestinationName.forSend(eight + ",/queue/8"));
    }

    @Test
    void theLengthIsBounded() throws Exception {
        String longest = "/topic/" + "a".repeat(DestinationName.MAX_LENGTH - 7);

        assertThat(DestinationName.forSend(longest)).hasToString(longest);
        assertRefused(() -> DestinationName.forSend(longest + "a"));
        assertRefused(() -> DestinationName.forSend("/queue/a," + longest + "a"));
        assertRefused(() -> DestinationName.forSend("/remote-temp-queue/" + "a".repeat(236) + ":1"));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable parse) {
        assertThatThrownBy(parse).isInstanceOf(BrokerException.class);
    }
}
