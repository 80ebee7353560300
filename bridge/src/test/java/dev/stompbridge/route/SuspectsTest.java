package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.route.Suspects.Treatment;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.MessageId;
import org.junit.jupiter.api.Test;

class SuspectsTest {

    private final Suspects suspects = new Suspects();

    private static Batch batch(int messages, int lastId) {
        Batch batch = new Batch(messages);
        for (int i = 0; i < messages; i++) {
            ActiveMQTextMessage message = new ActiveMQTextMessage();
            message.setMessageId(new MessageId("ID:1:1:1:" + (lastId - messages + 1 + i)));
            batch.took(message);
        }
        return batch;
    }

    private static String id(int sequence) {
        return "ID:1:1:1:" + sequence;
    }

    @Test
    void aFailedBatchIsHandledOneByOne() {
        assertThat(suspects.failed(batch(3, 3), Failure.REFUSED)).isTrue();
        for (int i = 1; i <= 3; i++) {
            assertThat(suspects.batchLimit()).isEqualTo(1);
            suspects.settled(batch(1, i));
        }
        assertThat(suspects.batchLimit()).isEqualTo(Batch.MAX_MESSAGES);
    }

    @Test
    void nobodyIsSuspectedInABatchOfSeveral() {
        suspects.failed(batch(2, 2), Failure.REFUSED);
        suspects.failed(batch(2, 2), Failure.REFUSED);
        assertThat(suspects.treatment(id(2))).isEqualTo(Treatment.FORWARD);
    }

    @Test
    void aMessageRefusedTwiceAloneIsPutAsideAndAfterTwiceMoreDeadLettered() {
        suspects.failed(batch(1, 1), Failure.REFUSED);
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.FORWARD);
        suspects.failed(batch(1, 1), Failure.REFUSED);
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.PUT_ASIDE);
        assertThat(suspects.treatment(id(2))).isEqualTo(Treatment.FORWARD);
        suspects.failed(batch(1, 1), Failure.REFUSED);
        suspects.failed(batch(1, 1), Failure.REFUSED);
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.DEAD_LETTER);
    }

    @Test
    void lostConnectionsSpeakLessAgainstAMessage() {
        for (int i = 0; i < 5; i++) {
            suspects.failed(batch(1, 1), Failure.LOST);
        }
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.FORWARD);
        suspects.failed(batch(1, 1), Failure.LOST);
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.PUT_ASIDE);
    }

    @Test
    void aBrokerWithoutRoomSpeaksAgainstNoMessage() {
        for (int i = 0; i < 100; i++) {
            assertThat(suspects.failed(batch(1, 1), Failure.UNAVAILABLE)).isFalse();
        }
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.FORWARD);
        assertThat(suspects.batchLimit()).isEqualTo(Batch.MAX_MESSAGES);
    }

    @Test
    void successOfOthersDoesNotClearAMessage() {
        suspects.failed(batch(1, 1), Failure.REFUSED);
        suspects.settled(batch(1, 2));
        suspects.failed(batch(1, 1), Failure.REFUSED);
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.PUT_ASIDE);
        suspects.settled(batch(1, 1));
        assertThat(suspects.treatment(id(1))).isEqualTo(Treatment.FORWARD);
    }
}
