package dev.stompbridge.session;

import dev.stompbridge.broker.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open subscriptions of one session by their id. Only the session's mailbox calls it. */
final class Subscriptions {
    private final Map<String, PrivateSubscription> byId = new HashMap<>(4);

    int size() {
        return byId.size();
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    void add(String id, PrivateSubscription subscription) {
        byId.put(id, subscription);
    }

    @Nullable
    PrivateSubscription remove(String id) {
        return byId.remove(id);
    }

    void onWritten(long position) {
        byId.values().forEach(subscription -> subscription.onWritten(position));
    }

    /** Closes all; each reports the last message that it delivered. */
    void close(Reply reply) {
        byId.values().forEach(subscription -> subscription.close(reply));
        byId.clear();
    }
}
