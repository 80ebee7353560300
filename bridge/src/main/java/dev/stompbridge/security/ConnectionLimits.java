package dev.stompbridge.security;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be from one address, and how many in all on which nobody has logged in yet. An IPv6
 * address counts as its /64 network. Addresses without connections take no memory. Safe for use by any thread.
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
        /** There are as many connections without a login as there may be. */
        WITHOUT_LOGIN
    }

    private final Settings settings;
    private final Counts<AddressBlock> addresses;
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
        if (!addWithoutLogin()) {
            return Refusal.WITHOUT_LOGIN;
        }
        AddressBlock block = address == null ? null : AddressBlock.of(address);
        if (block != null && !addresses.add(block)) {
            withoutLogin.decrementAndGet();
            return Refusal.ADDRESS;
        }
        return new Lease(this, block);
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
         * no longer where it did. Returns false, and changes nothing, if that address has as many as it may have.
         */
        public synchronized boolean moveTo(InetAddress address) {
            AddressBlock next = AddressBlock.of(address);
            if (closed || next.equals(block)) {
                return true;
            }
            if (!limits.addresses.add(next)) {
                return false;
            }
            leaveBlock();
            block = next;
            return true;
        }

        /** Somebody has logged in: the connection counts for its address alone. Further calls change nothing. */
        public synchronized void loggedIn() {
            if (!loggedIn && !closed) {
                loggedIn = true;
                limits.withoutLogin.decrementAndGet();
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
                block = null;
            }
        }
    }
}
