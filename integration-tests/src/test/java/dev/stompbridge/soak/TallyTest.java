package dev.stompbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a soak must notice. */
final class TallyTest {
    private final Faults faults = new Faults();

    @Test
    void messagesWithoutAGapAreNoFault() {
        Tally tally = began(Wish.of(Series.PRICES, 3));
        plain(tally, 4, 44, 84);
        tally.end(100, true);
        assertThat(seen()).isEmpty();
    }

    @Test
    void aMissingMessageIsSeenAtOnceAndAtTheEnd() {
        Tally tally = began(Wish.of(Series.PRICES, Wish.ALL));
        plain(tally, 1, 2, 4);
        tally.end(6, true);
        assertThat(seen()).isEqualTo(Map.of(Fault.MISSING, 3L));
    }

    @Test
    void repetitionAndDisorderAreSeen() {
        Tally tally = began(Wish.of(Series.PRICES, Wish.ALL));
        plain(tally, 1, 2, 3, 3, 1);
        assertThat(seen()).isEqualTo(Map.of(Fault.TWICE, 1L, Fault.DISORDER, 1L));
    }

    @Test
    void aMessageOfAnotherTopicOrWithAnotherKeyIsSeen() {
        Tally tally = began(Wish.of(Series.NAMES, 3));
        skipping(tally, 5, 1, 0);
        tally.received(new Received("sub-0", Series.NAMES.destination(4), "S04", 4, 1, 0));
        assertThat(seen()).isEqualTo(Map.of(Fault.FOREIGN, 2L));
    }

    @Test
    void whoSubscribesLaterBeginsWithTheNextMessage() {
        Tally tally = new Tally(Wish.of(Series.PRICES, Wish.ALL), "late", faults);
        tally.confirmed(10);
        plain(tally, 11, 12);
        tally.end(12, false);
        assertThat(seen()).isEmpty();
    }

    @Test
    void aGapBehindTheConfirmationIsSeen() {
        Tally tally = new Tally(Wish.of(Series.QUOTES, 0), "late", faults);
        tally.confirmed(10);
        skipping(tally, 13, 1, 0);
        assertThat(seen()).isEqualTo(Map.of(Fault.MISSING, 2L));
    }

    @Test
    void skippedMessagesAddUpInWhateverOrderTheirKeysCome() {
        Tally tally = began(Wish.of(Series.QUOTES, 0));
        for (int number = 2; number <= 20; number++) {
            skipping(tally, number, number, 0);
        }
        skipping(tally, 21, 21, 1);
        tally.end(21, true);
        assertThat(seen()).isEmpty();
        assertThat(tally.untold(21)).isZero();
    }

    @Test
    void aSkippedMessageThatIsNotToldIsSeen() {
        Tally tally = began(Wish.of(Series.TICKS, Wish.ALL));
        skipping(tally, 1, 1, 0);
        skipping(tally, 3, 3, 0);
        tally.end(3, true);
        assertThat(seen()).isEqualTo(Map.of(Fault.NOT_ADDED_UP, 1L));
        assertThat(tally.untold(3)).isEqualTo(1);
    }

    @Test
    void anEarlierMessageOfTheSameKeyIsTooLate() {
        Tally tally = began(Wish.of(Series.QUOTES, 0));
        skipping(tally, 21, 21, 0);
        skipping(tally, 1, 1, 0);
        assertThat(seen()).isEqualTo(Map.of(Fault.DISORDER, 1L));
    }

    @Test
    void theLastMessageOfEachKeyIsMissed() {
        Tally tally = began(Wish.of(Series.QUOTES, 0));
        for (int number = 1; number <= 20; number++) {
            skipping(tally, number, number, 0);
        }
        skipping(tally, 22, 22, 1);
        tally.end(22, true);
        assertThat(seen()).isEqualTo(Map.of(Fault.LAST_MISSING, 1L));
    }

    private Tally began(Wish wish) {
        Tally tally = new Tally(wish, "one", faults);
        tally.confirmed(0);
        return tally;
    }

    private static void plain(Tally tally, int... numbers) {
        for (int number : numbers) {
            skipping(tally, number, 0, 0);
        }
    }

    private static void skipping(Tally tally, int number, int place, int skipped) {
        Series series = tally.wish().series();
        String key = Series.lastPart(series.key(number));
        tally.received(new Received("sub-0", series.destination(number), key, number, place, skipped));
    }

    private Map<Fault, Long> seen() {
        return Arrays.stream(Fault.values())
                .filter(fault -> faults.count(fault) > 0)
                .collect(Collectors.toMap(fault -> fault, faults::count, Long::sum, () -> new EnumMap<>(Fault.class)));
    }
}
