package dev.stompbridge.brokerconfig;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who logged in, or did not have to.
 *
 * @param groups what the broker authorises by; equal groups are equal rights
 * @param expiresAt when the login ends; null: never
 */
public record Principals(
        String name, Set<String> groups, @Nullable Instant expiresAt) {

    public Principals {
        groups = Set.copyOf(groups);
    }

    /** Of a login that does not expire. */
    public Principals(String name, Set<String> groups) {
        this(name, groups, null);
    }
}
