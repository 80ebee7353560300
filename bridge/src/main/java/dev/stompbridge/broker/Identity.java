package dev.stompbridge.broker;

import java.util.Set;

/**
 * What the broker authorises: the groups that a login carries. Browsers of one identity share links, however many names
 * they log in with.
 */
public record Identity(Set<String> groups) {
    public Identity {
        groups = Set.copyOf(groups);
    }
}
