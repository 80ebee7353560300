package dev.stompbridge.load;

import dev.stompbridge.load.client.PriceBody;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * A piece of a load.
 *
 * @param deliveries in this time
 * @param bytes that the subscribers read in it
 * @param cpu of the server
 * @param ownCpu of the browsers and the publisher
 * @param latencies in nanoseconds, from when each message was due
 */
record Round(Duration time, long deliveries, long bytes, Duration cpu, Duration ownCpu, Histogram latencies) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLION = 1e6;

    double deliveriesPerSecond() {
        return deliveries * NANOS_PER_SECOND / time.toNanos();
    }

    double cpuSecondsPerMillion() {
        return perMillion(cpu);
    }

    double ownCpuSecondsPerMillion() {
        return perMillion(ownCpu);
    }

    private double perMillion(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND / deliveries * MILLION;
    }

    double p50Millis() {
        return latencies.getValueAtPercentile(50) / NANOS_PER_MILLI;
    }

    double p99Millis() {
        return latencies.getValueAtPercentile(99) / NANOS_PER_MILLI;
    }

    double bytesBeyondBody() {
        return (double) bytes / deliveries - PriceBody.LENGTH;
    }
}
