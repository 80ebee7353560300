package dev.stompbridge.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SequenceCheckTest {
    private final Ledger ledger = new Ledger();
    private final SequenceCheck check = new SequenceCheck(ledger);

    @Test
    void whatComesLateWasNotLost() {
        received(1, 5, 2, 3, 4, 6);

        assertThat(totals()).isEqualTo(new Totals(0, 0, 0, 3, 0, 0));
        assertThat(check.highest()).isEqualTo(6);
    }

    @Test
    void whatCameLateOnceIsARepetitionThen() {
        received(1, 3, 2, 2);

        assertThat(totals()).isEqualTo(new Totals(0, 0, 0, 1, 1, 0));
    }

    @Test
    void repetitionIsSeenAlsoLongAfterAGap() {
        received(2);
        LongStream.rangeClosed(3, 100_000).forEach(check::received);
        received(99_999, 99_999);

        assertThat(totals()).isEqualTo(new Totals(0, 0, 1, 0, 2, 0));
    }

    @Test
    void gapThatIsLongerThanItsMemoryIsCountedInFull() {
        received(1, 1_000_001, 1_000_000);

        assertThat(totals()).isEqualTo(new Totals(0, 0, 999_998, 1, 0, 0));
    }

    private void received(long... sequences) {
        LongStream.of(sequences).forEach(check::received);
    }

    private Totals totals() {
        ledger.publish();
        return ledger.totals();
    }
}
