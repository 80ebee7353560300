package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import org.junit.jupiter.api.Test;

final class InboundCreditTest {
    private static final StompFrame SMALL = frame(0);

    private final InboundCredit credit = new InboundCredit(10);

    @Test
    void readingPausesAboveTheMarkOfFrames() {
        take(SMALL, 10);
        assertThat(credit.isExhausted()).isFalse();

        take(SMALL, 1);
        assertThat(credit.isExhausted()).isTrue();
    }

    @Test
    void readingPausesWhenFewFramesHaveManyBytes() {
        take(frame(600 * 1024), 2);

        assertThat(credit.isExhausted()).isTrue();
    }

    @Test
    void readingGoesOnOnceBelowHalfOfTheMark() {
        take(SMALL, 11);

        for (int left = 10; left > 5; left--) {
            assertThat(credit.giveBack(SMALL)).isFalse();
            assertThat(credit.isAboveLowMark()).isTrue();
        }
        assertThat(credit.giveBack(SMALL)).isTrue();
        assertThat(credit.isAboveLowMark()).isFalse();
        assertThat(credit.giveBack(SMALL)).isFalse();
    }

    @Test
    void oneReadCannotBringMoreFramesThanTheMemoryFor() {
        take(SMALL, InboundCredit.MAX_FRAMES);

        assertThat(credit.take(SMALL)).isFalse();
    }

    private void take(StompFrame frame, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(credit.take(frame)).isTrue();
        }
    }

    private static StompFrame frame(int bodyBytes) {
        return new StompFrame(StompCommand.SEND, StompHeaders.of("destination", "/topic/a"), new byte[bodyBytes]);
    }
}
