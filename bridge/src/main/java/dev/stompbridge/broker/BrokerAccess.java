package dev.stompbridge.broker;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How to reach the broker and who may. Safe for use by any thread. */
public interface BrokerAccess {
    /** Credentials of a link that acts for an identity. */
    record Credentials(String user, String password) {}

    URI uri();

    /** The identity of these credentials, both null for an anonymous browser; null if they are refused. May take long. */
    @Nullable
    Identity authenticate(@Nullable String login, @Nullable String passcode);

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
