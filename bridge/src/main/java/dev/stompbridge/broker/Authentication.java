package dev.stompbridge.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is.
 *
 * @param user his name, null if he is anonymous
 * @param identity what he may do
 * @param expiresAt when it is over, null for never
 */
public record Authentication(
        @Nullable String user, Identity identity, @Nullable Instant expiresAt) {
    public static Authentication anonymous(Identity identity) {
        return new Authentication(null, identity, null);
    }
}
