package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.net.Liveness.Due;
import dev.stompbridge.stomp.HeartBeat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times in seconds on a clock that the test turns. */
final class LivenessTest {
    private static final Liveness.Settings SETTINGS = new Liveness.Settings(
            Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(5));

    @Test
    void aPeerThatDoesNotLogInIsEndedAtItsDeadline() {
        Liveness liveness = new Liveness(SETTINGS, 0, true);

        assertThat(liveness.due(at(10), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(10.1), false)).isEqualTo(Due.NO_LOGIN);
    }

    @Test
    void talkingDoesNotReplaceTheLogin() {
        Liveness liveness = new Liveness(SETTINGS, 0, true);
        liveness.onReceived(at(10));

        assertThat(liveness.due(at(10.1), false)).isEqualTo(Due.NO_LOGIN);
    }

    @Test
    void aSilentPeerIsPingedOnceAndThenGivenUp() {
        Liveness liveness = new Liveness(SETTINGS, 0, false);

        assertThat(liveness.due(at(25), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(25.1), false)).isEqualTo(Due.PING);
        assertThat(liveness.due(at(25.2), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(45), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(45.1), false)).isEqualTo(Due.DEAD);
    }

    @Test
    void anythingReceivedIsASignOfLife() {
        Liveness liveness = new Liveness(SETTINGS, 0, false);
        liveness.due(at(25.1), false);
        liveness.onReceived(at(26));

        assertThat(liveness.due(at(46), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(51.1), false)).isEqualTo(Due.PING);
    }

    @Test
    void aPeerWhoseReadingIsSuspendedIsPingedAndNeverGivenUp() {
        Liveness liveness = new Liveness(SETTINGS, 0, false);

        assertThat(liveness.due(at(20), true)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(100), true)).isEqualTo(Due.PING);
        assertThat(liveness.due(at(120), true)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(130), true)).isEqualTo(Due.PING);
        assertThat(liveness.due(at(150), false)).isEqualTo(Due.NOTHING);
    }

    @Test
    void heartBeatsAreSentBeforeThePeerMissesThem() {
        Liveness liveness = agreed(new HeartBeat(10_000, 0));

        assertThat(liveness.due(at(8.9), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(9), false)).isEqualTo(Due.HEART_BEAT);
    }

    @Test
    void whateverIsSentReplacesAHeartBeat() {
        Liveness liveness = agreed(new HeartBeat(10_000, 0));
        liveness.onSent(at(8));

        assertThat(liveness.due(at(16.9), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(17), false)).isEqualTo(Due.HEART_BEAT);
    }

    @Test
    void aMissingHeartBeatCausesAPingFirst() {
        Liveness liveness = agreed(new HeartBeat(0, 10_000));

        assertThat(liveness.due(at(10.1), false)).isEqualTo(Due.PING);
        liveness.onReceived(at(10.2));
        assertThat(liveness.due(at(20), false)).isEqualTo(Due.NOTHING);
    }

    @Test
    void twoMissingHeartBeatsAndAMarginAreTheEnd() {
        Liveness liveness = agreed(new HeartBeat(0, 10_000));

        assertThat(liveness.due(at(21), false)).isNotEqualTo(Due.DEAD);
        assertThat(liveness.due(at(21.1), false)).isEqualTo(Due.DEAD);
    }

    @Test
    void aCloseThatIsNotAnsweredEndsAtItsDeadline() {
        Liveness liveness = new Liveness(SETTINGS, 0, false);
        liveness.closing(at(100));

        assertThat(liveness.due(at(105), false)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(at(105.1), false)).isEqualTo(Due.CLOSE_TIMEOUT);
    }

    private static Liveness agreed(HeartBeat server) {
        Liveness liveness = new Liveness(SETTINGS, 0, true);
        liveness.loggedIn(server.negotiate(new HeartBeat(10_000, 10_000), 1000));
        return liveness;
    }

    private static long at(double seconds) {
        return (long) (seconds * 1_000_000_000L);
    }
}
