package dev.stompbridge.security;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many connections one user may have at a time. Users without connections take no memory. Safe for use by any
 * thread.
 */
public final class UserLimits {

    private final int connectionsPerUser;
    private final Counts<String> users;

    /** Throws IllegalArgumentException for a negative bound; 0 means none. */
    public UserLimits(int connectionsPerUser) {
        if (connectionsPerUser < 0) {
            throw new IllegalArgumentException("A bound of connections is 0 or more.");
        }
        this.connectionsPerUser = connectionsPerUser;
        this.users = new Counts<>(connectionsPerUser);
    }

    /** Counts one more connection of this user; null if the user has as many as there may be. */
    public @Nullable Lease admit(String user) {
        if (connectionsPerUser == 0) {
            return Lease.UNCOUNTED;
        }
        return users.add(user) ? new Lease(users, user) : null;
    }

    /** How many users have connections; 0 without a bound, because nothing is counted then. */
    public int users() {
        return users.keys();
    }

    /** One connection that counts until it is closed. Safe for use by any thread. */
    public static final class Lease implements AutoCloseable {
        private static final Lease UNCOUNTED = new Lease(new Counts<>(0), "");

        private final Counts<String> users;
        private final String user;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Counts<String> users, String user) {
            this.users = users;
            this.user = user;
        }

        /** Further calls change nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                users.remove(user);
            }
        }
    }
}
