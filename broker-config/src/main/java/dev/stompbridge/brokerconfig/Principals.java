package dev.stompbridge.brokerconfig;

import java.util.Set;

/**
 * Somebody who logged in, or did not have to.
 *
 * @param groups what the broker authorises by; equal groups are equal rights
 */
public record Principals(String name, Set<String> groups) {

    public Principals {
        groups = Set.copyOf(groups);
    }
}
