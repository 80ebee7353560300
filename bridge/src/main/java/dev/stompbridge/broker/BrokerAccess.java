package dev.stompbridge.broker;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How to reach the broker and who may. Safe for use by any thread. */
public interface BrokerAccess {
    /** Credentials of a link that acts for an identity. */
    record Credentials(String user, String password) {}

    URI uri();

    /** Who this is; null if he is refused. May take long, unless it {@link #isQuick}. */
    @Nullable
    Authentication authenticate(Login login);

    /** Whether {@link #authenticate} would need neither a password hash nor an answer from elsewhere. Cheap. */
    default boolean isQuick(Login login) {
        return !login.hasCredentials();
    }

    /** Who this token says its bearer is; null if it is refused. */
    default @Nullable Authentication authenticateToken(String token) {
        return null;
    }

    /** Whether the broker can deliver a message later than it is sent. */
    boolean canDelay();

    Credentials linkCredentials(Identity identity);

    /** Whether {@link #mayRead} can tell; if not, browsers get only what the broker itself sends for their identity. */
    default boolean knowsRights() {
        return false;
    }

    /** Whether the identity may read the topic of this name. */
    default boolean mayRead(Identity identity, String topic) {
        return false;
    }
}
