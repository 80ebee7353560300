package dev.stompbridge;

import dev.stompbridge.brokerconfig.BrokerStatistics;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.util.function.Function;

/** What the embedded broker measures, on the metrics page. */
final class BrokerGauges {
    private BrokerGauges() {}

    static void register(Metrics metrics, EmbeddedBroker broker) {
        register(metrics, Metric.BROKER_CONNECTIONS, broker, BrokerStatistics::connections);
        register(metrics, Metric.BROKER_DESTINATIONS, broker, BrokerStatistics::destinations);
        register(metrics, Metric.BROKER_MEMORY_PERCENT, broker, BrokerStatistics::memoryPercent);
        register(metrics, Metric.BROKER_STORE_BYTES, broker, BrokerStatistics::storeBytes);
        register(metrics, Metric.BROKER_STORE_SYNCS, broker, BrokerStatistics::storeSyncs);
        register(metrics, Metric.BROKER_TEMP_BYTES, broker, BrokerStatistics::tempBytes);
        register(metrics, Metric.BROKER_LOGINS_REFUSED, broker, BrokerStatistics::loginsRefused);
        register(metrics, Metric.BROKER_LOGINS_EXPIRED, broker, BrokerStatistics::expiredLogins);
        register(metrics, Metric.BROKER_CONNECTIONS_REFUSED, broker, BrokerStatistics::connectionsRefused);
        register(metrics, Metric.BROKER_DEAD_LETTERED, broker, BrokerStatistics::deadLettered);
        register(metrics, Metric.BROKER_DISCARDED, broker, BrokerStatistics::discarded);
        register(metrics, Metric.BROKER_SLOW_CONSUMERS_CLOSED, broker, BrokerStatistics::slowConsumersClosed);
        register(metrics, Metric.BROKER_EXPIRED, broker, BrokerStatistics::expired);
        register(metrics, Metric.BROKER_DURABLES_EXPIRED, broker, BrokerStatistics::durablesExpired);
    }

    private static void register(
            Metrics metrics, Metric metric, EmbeddedBroker broker, Function<BrokerStatistics, Number> value) {
        metrics.gauge(metric, () -> value.apply(broker.statistics()));
    }
}
