package dev.stompbridge.security;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be from one address, and how many in all on which nobody has logged in yet. An IPv6
 * address counts as its /64 network. Addresses without connections take no memory. Safe for use by any thread.
 *
 * <p>Of those without a login an address has at most as many as are left for others: half if it is alone, fewer the more
 * addresses there are. Ten addresses that hold all they can get then leave a share to the eleventh; they would otherwise
 * keep everybody else out.
 */
public final class ConnectionLimits {

    /**
     * The bounds; 0 means none. Throws IllegalArgumentException for a negative one.
     *
     * @param perAddress connections from one address at a time
     * @param withoutLogin connections on which nobody has logged in, from all addresses together
     */
    public record Settings(int perAddress, int withoutLogin) {

        public Settings {
            if (perAddress < 0 || withoutLogin < 0) {
                throw new IllegalArgumentException("A bound of connections is 0 or more.");
            }
        }
    }

    /** What came out: a lease, or why there is none. */
    public sealed interface Admission permits Lease, Refusal {}

    /** The bound that was reached. */
    public enum Refusal implements Admission {
        /** There are as many connections from this address as there may be. */
        ADDRESS,
        /** There are as many connections without a login as there may be, or this address has its share of them. */
        WITHOUT_LOGIN
    }

    private final Settings settings;
    private final Counts<AddressBlock> addresses;
    /** Connections without a login; counted after a look at the bound, which threads may pass by their number. */
    private final Counts<AddressBlock> strangers = new Counts<>(0);

    private final AtomicInteger withoutLogin = new AtomicInteger();

    public ConnectionLimits(Settings settings) {
        this.settings = settings;
        this.addresses = new Counts<>(settings.perAddress());
    }

    /**
     * Counts one more connection if there may be one.
     *
     * @param address null while it is not known whose connection it is, because a trusted proxy made it: then it counts
     *     for no address until {@link Lease#moveTo}
     */
    public Admission admit(@Nullable InetAddress address) {
        AddressBlock block = address == null ? null : AddressBlock.of(address);
        if (!leavesAsMany(block, withoutLogin.get()) || !addWithoutLogin()) {
            return Refusal.WITHOUT_LOGIN;
        }
        if (block != null && !addresses.add(block)) {
            withoutLogin.decrementAndGet();
            return Refusal.ADDRESS;
        }
        if (block != null) {
            strangers.add(block);
        }
        return new Lease(this, block);
    }

    /** Whether an address has fewer connections without a login than there are left when so many are taken. */
    private boolean leavesAsMany(@Nullable AddressBlock block, int taken) {
        int bound = settings.withoutLogin();
        return bound == 0 || block == null || strangers.of(block) < bound - taken;
    }

    /** Whether nothing is bounded, so that nothing need be counted. */
    public boolean isNone() {
        return settings.perAddress() == 0 && settings.withoutLogin() == 0;
    }

    /** How many connections there are on which nobody has logged in. */
    public int withoutLogin() {
        return withoutLogin.get();
    }

    /** From how many addresses there are connections. */
    public int addresses() {
        return addresses.keys();
    }

    private boolean addWithoutLogin() {
        int bound = settings.withoutLogin() == 0 ? Integer.MAX_VALUE : settings.withoutLogin();
        return withoutLogin.getAndUpdate(count -> count < bound ? count + 1 : count) < bound;
    }

    /** One connection that counts until it is closed. Safe for use by any thread. */
    public static final class Lease implements Admission, AutoCloseable {
        private final ConnectionLimits limits;
        private @Nullable AddressBlock block;
        private boolean loggedIn;
        private boolean closed;

        private Lease(ConnectionLimits limits, @Nullable AddressBlock block) {
            this.limits = limits;
            this.block = block;
        }

        /**
         * The connection, or what a trusted proxy now passes on through it, is that of this address: it counts there and
         * no longer where it did. Returns false, and changes nothing, if that address has as many as it may have, or its
         * share of those without a login.
         */
        public synchronized boolean moveTo(InetAddress address) {
            AddressBlock next = AddressBlock.of(address);
            if (closed || next.equals(block)) {
                return true;
            }
            // It is itself one of those that are taken.
            boolean fair = loggedIn || limits.leavesAsMany(next, limits.withoutLogin() - 1);
            if (!fair || !limits.addresses.add(next)) {
                return false;
            }
            leaveBlock();
            block = next;
            if (!loggedIn) {
                limits.strangers.add(next);
            }
            return true;
        }

        /** Somebody has logged in: the connection counts for its address alone. Further calls change nothing. */
        public synchronized void loggedIn() {
            if (!loggedIn && !closed) {
                loggedIn = true;
                limits.withoutLogin.decrementAndGet();
                if (block != null) {
                    limits.strangers.remove(block);
                }
            }
        }

        /** The connection has ended and counts nowhere. Further calls change nothing. */
        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            loggedIn();
            leaveBlock();
            closed = true;
        }

        private void leaveBlock() {
            if (block != null) {
                limits.addresses.remove(block);
                if (!loggedIn) {
                    limits.strangers.remove(block);
                }
                block = null;
            }
        }
    }
}
