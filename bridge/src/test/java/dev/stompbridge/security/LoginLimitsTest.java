package dev.stompbridge.security;

import static dev.stompbridge.security.Addresses.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stompbridge.security.LoginLimits.Attempt;
import dev.stompbridge.security.LoginLimits.Settings;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {

    private static final InetAddress GUESSER = address("203.0.113.1");
    private static final InetAddress OTHER = address("203.0.113.2");

    /** Begins below 0, as System.nanoTime may. */
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

    private LoginLimits limits(int failuresPerMinute, int waiting) {
        return new LoginLimits(new Settings(failuresPerMinute, waiting), nanos::get);
    }

    private void passSeconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void fail(LoginLimits limits, InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limits.mayTry(address)).isTrue();
            limits.failed(address);
        }
    }

    @Test
    void whoFailsTooOftenWaits() {
        LoginLimits limits = limits(6, 0);
        fail(limits, GUESSER, 6);

        assertThat(limits.mayTry(GUESSER)).isFalse();
        assertThat(limits.retryAfterSeconds(GUESSER)).isEqualTo(10);
        assertThat(limits.mayTry(OTHER)).isTrue();
        assertThat(limits.retryAfterSeconds(OTHER)).isZero();

        passSeconds(9);
        assertThat(limits.mayTry(GUESSER)).isFalse();
        assertThat(limits.retryAfterSeconds(GUESSER)).isEqualTo(1);
        passSeconds(1);
        fail(limits, GUESSER, 1);
        assertThat(limits.mayTry(GUESSER)).isFalse();
        passSeconds(60);
        fail(limits, GUESSER, 6);
        assertThat(limits.mayTry(GUESSER)).isFalse();
    }

    @Test
    void moreFailuresThanMayBeCostNoMore() {
        LoginLimits limits = limits(2, 0);
        for (int i = 0; i < 100; i++) {
            limits.failed(GUESSER);
        }
        passSeconds(30);
        assertThat(limits.mayTry(GUESSER)).isTrue();
    }

    @Test
    void aWholeIpv6NetworkCountsAsOne() {
        LoginLimits limits = limits(1, 1);
        limits.failed(address("2001:db8::1"));

        assertThat(limits.mayTry(address("2001:db8::2"))).isFalse();
        assertThat(limits.mayTry(address("2001:db8:0:1::2"))).isTrue();
        assertThat(limits.begin(address("2001:db8::1"))).isNotNull();
        assertThat(limits.begin(address("2001:db8::2"))).isNull();
    }

    @Test
    void zeroIsNoBound() {
        LoginLimits limits = limits(0, 0);
        for (int i = 0; i < 1_000; i++) {
            limits.failed(GUESSER);
            assertThat(limits.begin(GUESSER)).isNotNull();
        }
        assertThat(limits.mayTry(GUESSER)).isTrue();
        assertThat(limits.remembered()).isZero();
    }

    @Test
    void whoOnlyAsksIsNotRemembered() {
        LoginLimits limits = limits(3, 0);
        assertThat(limits.mayTry(GUESSER)).isTrue();

        assertThat(limits.remembered()).isZero();
    }

    @Test
    void failuresAreForgottenTwoMinutesAfterTheLastUse() {
        LoginLimits limits = limits(1, 0);
        limits.failed(GUESSER);
        passSeconds(119);
        assertThat(limits.remembered()).isEqualTo(1);

        passSeconds(1);
        assertThat(limits.remembered()).isZero();
        assertThat(limits.mayTry(GUESSER)).isTrue();
    }

    @Test
    void aFloodOfAddressesTakesNoMoreMemoryAndLocksNobodyOut() {
        LoginLimits limits = limits(1, 0);
        limits.failed(GUESSER);
        int flood = LoginLimits.MAX_ADDRESSES + 10_000;
        for (int i = 0; i < flood; i++) {
            limits.failed(IpAddress.of(new byte[] {11, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
        }

        assertThat(limits.remembered()).isBetween(1L, (long) LoginLimits.MAX_ADDRESSES);
        assertThat(limits.mayTry(OTHER)).isTrue();
        limits.failed(OTHER);
        passSeconds(60);
        assertThat(limits.mayTry(OTHER)).isTrue();
        assertThat(limits.mayTry(GUESSER)).isTrue();
    }

    @Test
    void onlySoManyLoginsOfAnAddressWait() {
        LoginLimits limits = limits(0, 2);
        Attempt one = Objects.requireNonNull(limits.begin(GUESSER));
        assertThat(limits.begin(GUESSER)).isNotNull();
        assertThat(limits.begin(GUESSER)).isNull();
        assertThat(limits.begin(OTHER)).isNotNull();
        assertThat(limits.waitingAddresses()).isEqualTo(2);

        one.end();
        one.end();
        assertThat(limits.begin(GUESSER)).isNotNull();
        assertThat(limits.begin(GUESSER)).isNull();
    }

    @Test
    void aBoundIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(0, -1));
    }
}
