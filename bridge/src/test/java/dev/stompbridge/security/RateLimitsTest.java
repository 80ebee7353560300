package dev.stompbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.stompbridge.security.RateLimits.Exceeded;
import dev.stompbridge.security.RateLimits.Settings;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Rate TWO_FRAMES = new Rate(2, 0, 0);

    /** Begins below 0, as System.nanoTime may. */
    private final AtomicLong nanos = new AtomicLong(-3_000_000_000L);

    private RateLimits limits(Rate perSession, Rate perUser) {
        return new RateLimits(Settings.of(perSession, perUser), nanos::get);
    }

    private void passMillis(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static int untilTooMuch(BooleanSupplier one) {
        int count = 0;
        while (count < 1_000_000 && one.getAsBoolean()) {
            count++;
        }
        return count;
    }

    @Test
    void aSessionSendsItsBurstAndThenItsRate() {
        SessionRates session = limits(TWO_FRAMES, Rate.NONE).newSession();
        assertThat(session.exceeded()).isNull();
        assertThat(session.retryAfterSeconds()).isZero();

        assertThat(untilTooMuch(session::onFrame)).isEqualTo(20);
        assertThat(session.exceeded()).isEqualTo(Exceeded.SESSION_FRAMES);
        assertThat(session.retryAfterSeconds()).isEqualTo(1);
        passMillis(499);
        assertThat(session.onFrame()).isFalse();
        passMillis(500);
        assertThat(session.onFrame()).isTrue();
        passMillis(3_000);
        assertThat(untilTooMuch(session::onFrame)).isEqualTo(6);
        passMillis(3_600_000);
        assertThat(untilTooMuch(session::onFrame)).isEqualTo(20);
    }

    @Test
    void everyUnitHasItsOwnMeter() {
        SessionRates session = limits(new Rate(2, 100, 1), Rate.NONE).newSession();

        assertThat(untilTooMuch(session::onSend)).isEqualTo(10);
        assertThat(session.exceeded()).isEqualTo(Exceeded.SESSION_SENDS);
        assertThat(untilTooMuch(session::onFrame)).isEqualTo(20);
        assertThat(session.exceeded()).isEqualTo(Exceeded.SESSION_FRAMES);
        assertThat(untilTooMuch(() -> session.onBytes(300))).isEqualTo(3);
        assertThat(session.exceeded()).isEqualTo(Exceeded.SESSION_BYTES);
        assertThat(session.retryAfterSeconds()).isEqualTo(3);
        assertThat(session.onBytes(0)).isTrue();
    }

    @Test
    void moreThanTheBurstAtOnceIsTooMuch() {
        SessionRates session = limits(new Rate(0, 100, 0), Rate.NONE).newSession();

        assertThat(session.onBytes(1_000)).isTrue();
        passMillis(10_000);
        assertThat(session.onBytes(1_001)).isFalse();
        assertThat(session.retryAfterSeconds()).isEqualTo(10);
        assertThat(session.onBytes(1)).isFalse();
        assertThat(session.onBytes(Integer.MAX_VALUE)).isFalse();
        passMillis(10_000);
        assertThat(session.onBytes(1_000)).isTrue();
    }

    @Test
    void sessionsDoNotShareTheirMeters() {
        RateLimits limits = limits(TWO_FRAMES, Rate.NONE);
        SessionRates one = limits.newSession();
        one.user("ada");
        SessionRates two = limits.newSession();
        two.user("ada");

        assertThat(untilTooMuch(one::onFrame)).isEqualTo(20);
        assertThat(untilTooMuch(two::onFrame)).isEqualTo(20);
        assertThat(limits.users()).isZero();
    }

    @Test
    void sessionsOfAUserShareTheUsersBuckets() {
        RateLimits limits = limits(Rate.NONE, new Rate(2, 100, 1));
        SessionRates one = limits.newSession();
        SessionRates two = limits.newSession();
        SessionRates other = limits.newSession();
        assertThat(untilTooMuch(one::onFrame)).as("before the login").isEqualTo(1_000_000);
        one.user("ada");
        two.user("ada");
        other.user("bob");

        assertThat(untilTooMuch(one::onFrame)).isEqualTo(20);
        assertThat(one.exceeded()).isEqualTo(Exceeded.USER_FRAMES);
        assertThat(one.retryAfterSeconds()).isEqualTo(1);
        assertThat(two.onFrame()).isFalse();
        assertThat(untilTooMuch(two::onSend)).isEqualTo(10);
        assertThat(two.exceeded()).isEqualTo(Exceeded.USER_SENDS);
        assertThat(untilTooMuch(() -> one.onBytes(400))).isEqualTo(2);
        assertThat(one.exceeded()).isEqualTo(Exceeded.USER_BYTES);
        assertThat(one.retryAfterSeconds()).isEqualTo(4);
        assertThat(two.onBytes(1)).isFalse();
        assertThat(untilTooMuch(other::onFrame)).isEqualTo(20);
        passMillis(500);
        assertThat(two.onFrame()).isTrue();
        assertThat(one.onFrame()).isFalse();
    }

    @Test
    void connectingAgainDoesNotRefill() {
        RateLimits limits = limits(TWO_FRAMES, TWO_FRAMES);
        SessionRates before = limits.newSession();
        before.user("ada");
        assertThat(untilTooMuch(before::onFrame)).isEqualTo(20);

        SessionRates after = limits.newSession();
        after.user("ada");
        assertThat(after.onFrame()).isFalse();
        assertThat(after.exceeded()).isEqualTo(Exceeded.USER_FRAMES);
    }

    @Test
    void aUserIsForgottenTwoMinutesAfterTheLastFrame() {
        RateLimits limits = limits(Rate.NONE, TWO_FRAMES);
        SessionRates session = limits.newSession();
        session.user("ada");
        session.onFrame();
        passMillis(119_000);
        assertThat(limits.users()).isEqualTo(1);

        passMillis(1_000);
        assertThat(limits.users()).isZero();
    }

    @Test
    void aSessionThatSendsKeepsItsUserInMemory() {
        RateLimits limits = limits(Rate.NONE, TWO_FRAMES);
        SessionRates session = limits.newSession();
        session.user("ada");
        for (int second = 0; second < 1_000; second++) {
            session.onFrame();
            session.onFrame();
            passMillis(1_000);
        }
        assertThat(untilTooMuch(session::onFrame)).isBetween(18, 20);

        SessionRates second = limits.newSession();
        second.user("ada");
        assertThat(second.onFrame()).as("one bucket for both").isFalse();
    }

    @Test
    void aSessionThatWasForgottenWhileQuietSharesAgain() {
        RateLimits limits = limits(Rate.NONE, TWO_FRAMES);
        SessionRates quiet = limits.newSession();
        quiet.user("ada");
        quiet.onFrame();
        passMillis(200_000);
        SessionRates other = limits.newSession();
        other.user("ada");
        assertThat(untilTooMuch(other::onFrame)).isEqualTo(20);

        assertThat(quiet.onFrame()).isFalse();
    }

    @Test
    void withoutABoundASessionTakesNoMemory() {
        RateLimits limits = limits(Rate.NONE, Rate.NONE);
        SessionRates session = limits.newSession();
        session.user("ada");

        assertThat(limits.newSession()).isSameAs(session);
        assertThat(limits(TWO_FRAMES, TWO_FRAMES).newSession()).isNotSameAs(session);
        assertThat(untilTooMuch(session::onFrame)).isEqualTo(1_000_000);
        assertThat(session.onSend()).isTrue();
        assertThat(session.onBytes(Integer.MAX_VALUE)).isTrue();
        assertThat(session.exceeded()).isNull();
        assertThat(session.retryAfterSeconds()).isZero();
        assertThat(limits.users()).isZero();
    }

    @Test
    void meteringASessionAllocatesNothing() {
        SessionRates session =
                new RateLimits(Settings.of(new Rate(1_000, 1_000_000, 1_000), Rate.NONE), nanos::get).newSession();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        meter(session);
        long before = threads.getThreadAllocatedBytes(self);
        meter(session);

        // Less than a byte per call: what the measurement itself may need.
        assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(10_000);
    }

    private static void meter(SessionRates session) {
        for (int i = 0; i < 20_000; i++) {
            session.onBytes(100);
            session.onFrame();
            session.onSend();
        }
    }

    @Test
    void aMeterNeverLetsInMoreThanBurstAndRate() {
        Random random = new Random(10);
        long perSecond = 700;
        long start = nanos.get();
        Meter meter = new Meter(perSecond, TimeUnit.SECONDS.toNanos(10), start);
        long letIn = 0;
        for (int round = 0; round < 100_000; round++) {
            passMillis(random.nextInt(20) == 0 ? 500 : 1);
            int amount = random.nextInt(50);
            letIn += meter.take(amount, nanos.get()) ? amount : 0;
            long millis = TimeUnit.NANOSECONDS.toMillis(nanos.get() - start);
            // One more for each time that a fraction of a nanosecond was lost.
            assertThat(letIn).isLessThanOrEqualTo(perSecond * 10 + perSecond * millis / 1_000 + 1);
        }
        assertThat(letIn).isGreaterThan(perSecond * 1_000);
    }

    @Test
    void theHighestRateStillCounts() {
        Rate highest = new Rate(0, Rate.MAX_PER_SECOND, 0);
        SessionRates session = limits(highest, highest).newSession();
        session.user("ada");

        assertThat(untilTooMuch(() -> session.onBytes(1_000_000_000))).isEqualTo(10);
        assertThat(session.retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void boundsOutOfBoundsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, Rate.MAX_PER_SECOND + 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(Rate.NONE, Rate.NONE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(Rate.NONE, Rate.NONE, 61));
        assertThat(new Rate(0, 0, 1).isNone()).isFalse();
    }
}
