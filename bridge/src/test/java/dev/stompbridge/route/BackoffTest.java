package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpTo10Seconds() {
        Backoff backoff = new Backoff();
        assertThat(Stream.generate(backoff::next).limit(9).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Backoff.FIRST);
    }
}
