package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.activemq.command.ActiveMQTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationPatternTest {

    private static DestinationPattern topic(String name) {
        return DestinationPattern.of(new ActiveMQTopic(name));
    }

    @ParameterizedTest
    @CsvSource({
        // granted, asked, overlaps, covers
        "stock.NVDA, stock.NVDA, true, true",
        "stock.NVDA, stock.AMD, false, false",
        "stock.NVDA, stock.nvda, false, false",
        "stock.NVDA, stock, false, false",
        "stock, stock.NVDA, false, false",
        "stock.*, stock.NVDA, true, true",
        "stock.*, stock, false, false",
        "stock.*, stock.NVDA.last, false, false",
        "stock.>, stock.NVDA, true, true",
        "stock.>, stock.NVDA.last, true, true",
        "stock.>, stock, true, true",
        "stock.>, stocks, false, false",
        ">, stock.NVDA, true, true",
        "*.NVDA, stock.NVDA, true, true",
        "*.*, stock, false, false",
        // patterns on both sides
        "stock.>, >, true, false",
        "stock.>, *, true, false",
        "stock.>, *.>, true, false",
        "stock.>, stock.*, true, true",
        "stock.>, stock.*.last, true, true",
        "stock.>, stock.>, true, true",
        "stock.>, *.NVDA, true, false",
        "stock.>, news.*, false, false",
        "stock.*, stock.>, true, false",
        "stock.*, *.*, true, false",
        "*.*, stock.*, true, true",
        "stock.NVDA, stock.*, true, false",
        "stock.NVDA, stock.>, true, false",
        "stock.NVDA, *.*.*, false, false",
        "*.NVDA, stock.*, true, false",
        "stock.*.last, stock.>, true, false",
        ">, >, true, true",
        ">, *.>, true, true",
        "*.>, >, true, false",
        // not a pattern in ActiveMQ either: > is not the last level
        "a.>, a.>.b, false, false",
        ">, >.b, false, false",
    })
    void patternsOverlapAndCoverAsInActiveMq(String granted, String asked, boolean overlaps, boolean covers) {
        assertThat(topic(granted).overlaps(topic(asked))).as("overlaps").isEqualTo(overlaps);
        assertThat(topic(asked).overlaps(topic(granted)))
                .as("overlaps, mirrored")
                .isEqualTo(overlaps);
        assertThat(topic(granted).covers(topic(asked))).as("covers").isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({"queue://a, topic://a", "topic://>, queue://a", "queue://>, topic://>"})
    void queuesAndTopicsNeverMatchEachOther(String granted, String asked) {
        DestinationPattern pattern = DestinationPattern.parse(granted);

        assertThat(pattern.overlaps(DestinationPattern.parse(asked))).isFalse();
        assertThat(pattern.covers(DestinationPattern.parse(asked))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stock.NVDA",
                "/topic/stock",
                "temp-queue://a",
                "topic://",
                "topic://a..b",
                "topic://a.",
                "topic://a.>.b",
                "topic://a.b*",
                "topic://a>",
                "topic://a,b",
                "queue://a?consumer.prefetchSize=1",
                "queue://a b",
                "queue://a\nb",
            })
    void aGrantOfSomethingElseIsRefusedInOneSentence(String destination) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DestinationPattern.parse(destination))
                .withMessageContaining(destination)
                .withMessageEndingWith(".");
    }
}
