package dev.stompbridge.fanout;

import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Upstream;
import org.jspecify.annotations.Nullable;

/** What browsers must have in common to share a subscription: the identity that the broker authorises, and what it matches. */
record TopicKey(
        Upstream upstream,
        DestinationName destination,
        @Nullable String selector) {}
