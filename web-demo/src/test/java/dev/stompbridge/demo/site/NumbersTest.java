package dev.stompbridge.demo.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private static Numbers.Sample sample(double seconds, String page) {
        return new Numbers.Sample((long) (seconds * 1e9), MetricsPage.parse(page));
    }

    @Test
    void pageOfMetricsIsReadLineByLine() {
        assertThat(MetricsPage.parse("""
                # HELP a Some help 1
                # TYPE a counter
                a 1.5E7
                b{reason="x"} 2
                c NaN
                d 1 1700000000
                e
                """)).isEqualTo(Map.of("a", 1.5e7));
    }

    @Test
    void savedIsWhatPollingWouldHaveCostLessAllThatWasWritten() {
        Numbers.Sample before = sample(1, "stompbridge_deliveries_total 100\n");
        Numbers.Sample now = sample(3, """
                stompbridge_websockets 3.0
                stompbridge_deliveries_total 1100.0
                stompbridge_bytes_written_total 200000.0
                stompbridge_broker_subscriptions 2.0
                """);

        assertThat(Numbers.json(before, now, "T"))
                .isEqualTo("{\"browsers\":3,\"messagesPerSecond\":500,\"messages\":1100,\"bytesOut\":200000,"
                        + "\"bytesSaved\":758100,\"brokerSubscriptions\":2,\"time\":\"T\"}");
    }

    @Test
    void nothingIsBelowZero() {
        Numbers.Sample one = sample(1, "stompbridge_bytes_written_total 10\n");

        assertThat(Numbers.json(one, one, "T"))
                .contains("\"messagesPerSecond\":0,", "\"bytesSaved\":0,", "\"bytesOut\":10,");
    }
}
