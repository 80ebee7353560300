package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(DestinationName.forSend(stomp).toActiveMQ().getQualifiedName())
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
                "/queue/a\"b"
            })
    void everythingElseIsRefused(String destination) {
        assertRefused(() -> DestinationName.forSubscribe(destination));
        assertRefused(() -> DestinationName.forSend(destination));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/temp-queue/a", "/temp-topic/a"})
    void temporaryDestinationsAreRefusedBySayingSo(String destination) {
        assertThatThrownBy(() -> DestinationName.forSubscribe(destination))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.kind()).isEqualTo(BrokerException.Kind.UNSUPPORTED));
    }

    @Test
    void theLengthIsBounded() throws Exception {
        String longest = "/topic/" + "a".repeat(DestinationName.MAX_LENGTH - 7);

        assertThat(DestinationName.forSend(longest)).hasToString(longest);
        assertRefused(() -> DestinationName.forSend(longest + "a"));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable parse) {
        assertThatThrownBy(parse).isInstanceOf(BrokerException.class);
    }
}
