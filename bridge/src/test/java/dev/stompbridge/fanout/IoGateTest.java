package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IoGateTest {
    private final List<Runnable> rounds = new ArrayList<>();
    private final List<Runnable> mailbox = new ArrayList<>();
    private int opened;
    private final IoGate gate = new IoGate(rounds::add, mailbox::add, () -> opened++);

    @Test
    void aGateIsOpenAtFirst() {
        gate.passed(Outbox.JOINED_BYTES - 1);

        assertThat(gate.isOpen()).isTrue();
        assertThat(rounds).isEmpty();
    }

    @Test
    void aSecondBufferMayPassWhileTheIoThreadsComeAround() {
        gate.passed(Outbox.JOINED_BYTES);
        assertThat(rounds).hasSize(1);
        assertThat(gate.isOpen()).isTrue();

        gate.passed(Outbox.JOINED_BYTES);
        assertThat(gate.isOpen()).isFalse();
        assertThat(rounds).hasSize(1);
    }

    @Test
    void itOpensInTheMailboxWhenTheyHaveComeAround() {
        gate.passed(Outbox.JOINED_BYTES);
        gate.passed(Outbox.JOINED_BYTES);
        comeAround();
        assertThat(gate.isOpen()).isFalse();

        mailbox.remove(0).run();

        assertThat(opened).isEqualTo(1);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void whatPassedMeanwhileWaitsForTheNextRound() {
        gate.passed(Outbox.JOINED_BYTES);
        gate.passed(Outbox.JOINED_BYTES);
        comeAround();
        mailbox.remove(0).run();

        assertThat(rounds).hasSize(1);
        gate.passed(Outbox.JOINED_BYTES);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aTopicNeverRunsAheadByMoreThanTwoBuffersAndAMessage() {
        int message = 10_000;
        int sinceRound = 0;
        for (int i = 0; i < 10_000; i++) {
            if (gate.isOpen()) {
                gate.passed(message);
                sinceRound += message;
            } else {
                assertThat(sinceRound).isLessThanOrEqualTo(2 * (Outbox.JOINED_BYTES + message));
                comeAround();
                mailbox.remove(0).run();
                sinceRound = 0;
            }
        }
        assertThat(opened).isPositive();
    }

    private void comeAround() {
        rounds.remove(0).run();
    }
}
