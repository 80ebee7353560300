package dev.stompbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stompbridge.load.client.ProtocolException;
import org.junit.jupiter.api.Test;

/** How a MESSAGE of the soak is read. */
final class ReceivedTest {
    @Test
    void numbersKeyAndHeadersAreRead() throws ProtocolException {
        String frame = "MESSAGE\nsubscription:sub-1\nx-seq:7\nx-skipped:3\ndestination:/topic/conflated.names.S01\n\n"
                + Series.NAMES.body(22) + "\0";
        assertThat(Received.of(frame)).isEqualTo(new Received("sub-1", "/topic/conflated.names.S01", "S01", 22, 7, 3));
    }

    @Test
    void whatIsNotThereIsZero() throws ProtocolException {
        String frame = "MESSAGE\nsubscription:sub-0\ndestination:/topic/prices.S00\n\n" + Series.PRICES.body(1) + "\0";
        assertThat(Received.of(frame)).isEqualTo(new Received("sub-0", "/topic/prices.S00", "S00", 1, 0, 0));
    }

    @Test
    void anotherBodyIsRefused() {
        assertThatThrownBy(() -> Received.of("MESSAGE\nsubscription:s\ndestination:/topic/prices.S00\n\nhello\0"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("a MESSAGE that nobody sent");
    }
}
