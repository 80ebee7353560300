package dev.stompbridge.broker;

import dev.stompbridge.ops.Metrics;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Opens links, each with a connection id of its own. Safe for use by any thread. */
final class LinkOpener {
    private final BrokerAccess access;
    private final Executor threads;
    private final Metrics metrics;
    private final AtomicLong numbers = new AtomicLong();

    /**
     * Not to be guessed: the broker ends an older connection when a newcomer claims its id. Short, since it is part of
     * each message's id, and the store writes those again and again.
     */
    private final String prefix = "sb-" + random() + "-";

    LinkOpener(BrokerAccess access, Executor threads, Metrics metrics) {
        this.access = access;
        this.threads = threads;
        this.metrics = metrics;
    }

    OpenWireLink open(Identity identity, OpenWireLink.Watcher watcher) {
        return open(identity, watcher, null);
    }

    /** With a client id for durable subscriptions; null to take the connection's. */
    OpenWireLink open(Identity identity, OpenWireLink.Watcher watcher, @Nullable String clientId) {
        BrokerAccess.Credentials credentials = access.linkCredentials(identity);
        String connectionId = prefix + numbers.incrementAndGet();
        OpenWireLink.Target target = new OpenWireLink.Target(
                access.uri(), credentials, connectionId, clientId == null ? connectionId : clientId);
        return new OpenWireLink(target, threads, watcher, metrics);
    }

    private static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
