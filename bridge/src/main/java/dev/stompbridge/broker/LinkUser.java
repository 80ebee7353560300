package dev.stompbridge.broker;

import org.jspecify.annotations.Nullable;

/** Who uses links of an identity and is told what happens to them; on the broker's threads, must not block. */
interface LinkUser {
    /** The client id that its own link has, null if it shares links. */
    @Nullable
    String clientId();

    /** What is unacknowledged on a link may be delivered again, and something may have been missed. */
    void interrupted();

    /** A link that was interrupted is used again. */
    default void resumed() {}

    /** A link is gone for good. */
    void lost();
}
