package dev.stompbridge.security;

import static dev.stompbridge.security.Addresses.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stompbridge.security.ConnectionLimits.Admission;
import dev.stompbridge.security.ConnectionLimits.Lease;
import dev.stompbridge.security.ConnectionLimits.Refusal;
import dev.stompbridge.security.ConnectionLimits.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

    private static final InetAddress FIRST = address("203.0.113.1");
    private static final InetAddress SECOND = address("203.0.113.2");

    private static ConnectionLimits limits(int perAddress, int withoutLogin) {
        return new ConnectionLimits(new Settings(perAddress, withoutLogin));
    }

    private static Lease lease(Admission admission) {
        assertThat(admission).isInstanceOf(Lease.class);
        return (Lease) admission;
    }

    @Test
    void anAddressHasSoManyConnectionsAndNoMore() {
        ConnectionLimits limits = limits(2, 0);
        Lease one = lease(limits.admit(FIRST));
        lease(limits.admit(FIRST));

        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.ADDRESS);
        lease(limits.admit(SECOND));
        one.close();
        lease(limits.admit(FIRST));
        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.ADDRESS);
    }

    @Test
    void anIpv6AddressCountsAsItsNetwork() {
        ConnectionLimits limits = limits(1, 0);
        lease(limits.admit(address("2001:db8::1")));

        assertThat(limits.admit(address("2001:db8::ffff:2"))).isEqualTo(Refusal.ADDRESS);
        lease(limits.admit(address("2001:db8:0:1::1")));
        assertThat(limits.addresses()).isEqualTo(2);
    }

    @Test
    void onlySoManyConnectionsHaveNoLogin() {
        ConnectionLimits limits = limits(0, 2);
        Lease one = lease(limits.admit(FIRST));
        Lease two = lease(limits.admit(SECOND));
        assertThat(limits.admit(address("::1"))).isEqualTo(Refusal.WITHOUT_LOGIN);

        one.loggedIn();
        one.loggedIn();
        assertThat(limits.withoutLogin()).isEqualTo(1);
        lease(limits.admit(FIRST));
        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.WITHOUT_LOGIN);

        two.close();
        two.loggedIn();
        one.close();
        assertThat(limits.withoutLogin()).isEqualTo(1);
    }

    @Test
    void anAddressWithoutALoginLeavesAsManyAsItHas() {
        ConnectionLimits limits = limits(0, 6);
        Lease one = lease(limits.admit(FIRST));
        lease(limits.admit(FIRST));
        lease(limits.admit(FIRST));
        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.WITHOUT_LOGIN);

        one.loggedIn();
        lease(limits.admit(FIRST));
        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.WITHOUT_LOGIN);
        one.close();
        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.WITHOUT_LOGIN);
        lease(limits.admit(SECOND));
        lease(limits.admit(address("::1")));
    }

    /** Each takes what it can get, again and again. */
    @Test
    void manyAddressesWithoutALoginKeepNobodyOut() {
        ConnectionLimits limits = limits(0, 1_000);
        for (int i = 0; i < 200 * 1_000; i++) {
            limits.admit(address("198.51.100." + i % 200));
        }
        assertThat(limits.withoutLogin()).isLessThan(1_000);
        lease(limits.admit(FIRST));
    }

    @Test
    void proxyPassesOnNoMoreStrangersOfAnAddressThanItsShare() {
        ConnectionLimits limits = limits(0, 4);
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            leases.add(lease(limits.admit(null)));
        }
        assertThat(leases.get(0).moveTo(FIRST)).isTrue();
        assertThat(leases.get(1).moveTo(FIRST)).isTrue();
        assertThat(leases.get(2).moveTo(FIRST)).isFalse();
        assertThat(leases.get(2).moveTo(SECOND)).isTrue();
        leases.get(2).loggedIn();
        assertThat(leases.get(2).moveTo(FIRST)).isTrue();
        leases.forEach(Lease::close);
        assertThat(limits.addresses()).isZero();
        assertThat(lease(limits.admit(FIRST)).moveTo(SECOND)).isTrue();
    }

    @Test
    void aRefusedConnectionCountsNowhere() {
        ConnectionLimits limits = limits(1, 5);
        lease(limits.admit(FIRST));

        assertThat(limits.admit(FIRST)).isEqualTo(Refusal.ADDRESS);
        assertThat(limits.withoutLogin()).isEqualTo(1);
    }

    @Test
    void zeroIsNoBound() {
        ConnectionLimits limits = limits(0, 0);
        for (int i = 0; i < 1_000; i++) {
            lease(limits.admit(FIRST));
        }
        assertThat(limits.withoutLogin()).isEqualTo(1_000);
        assertThat(limits.addresses()).isEqualTo(1);
    }

    @Test
    void closingTwiceCountsOnce() {
        ConnectionLimits limits = limits(2, 4);
        Lease one = lease(limits.admit(FIRST));
        lease(limits.admit(FIRST));

        one.close();
        one.close();
        lease(limits.admit(FIRST));
        assertThat(limits.admit(FIRST)).isIn(Refusal.ADDRESS, Refusal.WITHOUT_LOGIN);
        assertThat(limits.withoutLogin()).isEqualTo(2);
    }

    @Test
    void aConnectionOfAProxyCountsForTheAddressThatItPassesOn() {
        ConnectionLimits limits = limits(1, 0);
        Lease one = lease(limits.admit(null));
        Lease two = lease(limits.admit(null));
        assertThat(limits.addresses()).isZero();

        assertThat(one.moveTo(FIRST)).isTrue();
        assertThat(one.moveTo(FIRST)).isTrue();
        assertThat(two.moveTo(FIRST)).isFalse();
        assertThat(two.moveTo(SECOND)).isTrue();
        assertThat(two.moveTo(FIRST)).isFalse();
        assertThat(limits.addresses()).isEqualTo(2);

        one.close();
        assertThat(two.moveTo(FIRST)).isTrue();
        assertThat(limits.addresses()).isEqualTo(1);
        two.close();
        assertThat(two.moveTo(SECOND)).isTrue();
        assertThat(limits.addresses()).isZero();
    }

    @Test
    void aBoundIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserLimits(-1));
    }

    @Test
    void aUserHasSoManyConnectionsAndNoMore() {
        UserLimits limits = new UserLimits(2);
        UserLimits.Lease one = Objects.requireNonNull(limits.admit("ada"));
        assertThat(limits.admit("ada")).isNotNull();
        assertThat(limits.admit("ada")).isNull();
        assertThat(limits.admit("bob")).isNotNull();
        assertThat(limits.users()).isEqualTo(2);

        one.close();
        one.close();
        assertThat(limits.admit("ada")).isNotNull();
        assertThat(limits.admit("ada")).isNull();
    }

    @Test
    void usersWithoutABoundAreNotCounted() {
        UserLimits limits = new UserLimits(0);
        UserLimits.Lease one = Objects.requireNonNull(limits.admit("ada"));

        assertThat(limits.admit("ada")).isSameAs(one);
        assertThat(limits.users()).isZero();
        one.close();
        assertThat(limits.admit("ada")).isNotNull();
    }

    @Test
    void nothingRemainsAfterTenThousandConnectionsOnEightThreads() throws Exception {
        int perAddress = 5;
        ConnectionLimits limits = limits(perAddress, 20);
        UserLimits users = new UserLimits(3);
        LoginLimits logins = new LoginLimits(new LoginLimits.Settings(0, 2), System::nanoTime);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                tasks.add(() -> comeAndGo(limits, users, logins));
            }
            int admitted = 0;
            for (Future<Integer> task : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                admitted += task.get();
            }
            assertThat(admitted).isGreaterThan(1_250);
        } finally {
            threads.shutdownNow();
        }
        assertThat(limits.addresses()).isZero();
        assertThat(limits.withoutLogin()).isZero();
        assertThat(users.users()).isZero();
        assertThat(logins.waitingAddresses()).isZero();
    }

    private static int comeAndGo(ConnectionLimits limits, UserLimits users, LoginLimits logins) {
        int admitted = 0;
        for (int round = 0; round < 1_250; round++) {
            InetAddress address = round % 2 == 0 ? FIRST : SECOND;
            if (!(limits.admit(address) instanceof Lease lease)) {
                continue;
            }
            admitted++;
            assertThat(limits.withoutLogin()).isBetween(0, 20);
            LoginLimits.Attempt attempt = logins.begin(address);
            UserLimits.Lease user = users.admit("user" + round % 3);
            if (round % 3 == 0) {
                lease.loggedIn();
            }
            lease.moveTo(round % 4 == 0 ? SECOND : FIRST);
            if (attempt != null) {
                attempt.end();
            }
            if (user != null) {
                user.close();
            }
            lease.close();
            lease.close();
        }
        return admitted;
    }
}
