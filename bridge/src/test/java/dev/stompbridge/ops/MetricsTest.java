package dev.stompbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void everyCounterIsOnThePageWithItsHelpBeforeItIsCounted() {
        String page = metrics.page();

        assertThat(Arrays.stream(Metric.values()).filter(metric -> metric.kind() == Metric.Kind.COUNTER))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(page)
                        .contains("# HELP stompbridge_" + metric.id() + "_total " + metric.help())
                        .contains("\nstompbridge_" + metric.id() + "_total 0.0"));
    }

    @Test
    void namesAreUniqueAndHelpTextsAreSentences() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::id)).doesNotHaveDuplicates();
        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(metric.help()).matches("[A-Z].*\\."));
    }

    @Test
    void countsAddUp() {
        metrics.count(Metric.SENDS);
        metrics.count(Metric.SENDS, 4);

        assertThat(metrics.value(Metric.SENDS)).isEqualTo(5);
        assertThat(metrics.page()).contains("stompbridge_sends_total 5.0");
    }

    @Test
    void taggedCountersShareANameAndDifferInTheirTag() {
        Map<TimeUnit, Runnable> counters = metrics.tagged(Metric.DISCONNECTS, "reason", TimeUnit.class);

        counters.values().forEach(Runnable::run);

        assertThat(metrics.page())
                .contains("stompbridge_disconnects_total{reason=\"seconds\"} 1.0")
                .contains("stompbridge_disconnects_total{reason=\"days\"} 1.0");
        assertThatThrownBy(() -> metrics.count(Metric.DISCONNECTS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gaugesAreReadWhenThePageIsAskedFor() {
        int[] value = {1};
        metrics.gauge(Metric.CONNECTIONS, () -> value[0]);
        value[0] = 7;

        assertThat(metrics.page()).contains("stompbridge_connections 7.0");
    }

    @Test
    void readinessNeedsEveryCheckAndAtLeastOne() {
        Health health = new Health();
        assertThat(health.isReady()).isFalse();

        boolean[] up = {true};
        health.add("link", () -> up[0]);
        health.add("store", () -> true);
        assertThat(health.isReady()).isTrue();

        up[0] = false;
        assertThat(health.isReady()).isFalse();
        assertThat(health.text()).isEqualTo("link: failing\nstore: ok\n");
    }
}
