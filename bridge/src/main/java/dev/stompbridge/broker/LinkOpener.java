package dev.stompbridge.broker;

import dev.stompbridge.ops.Metrics;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Opens links, each with a connection id of its own. Safe for use by any thread. */
final class LinkOpener {
    private final BrokerAccess access;
    private final Executor threads;
    private final Metrics metrics;
    private final AtomicLong numbers = new AtomicLong();

    /** Two bridges on one broker never share an id, nor does one bridge after its restart. */
    private final String prefix = "stompbridge-" + ProcessHandle.current().pid() + "-"
            + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";

    LinkOpener(BrokerAccess access, Executor threads, Metrics metrics) {
        this.access = access;
        this.threads = threads;
        this.metrics = metrics;
    }

    OpenWireLink open(Identity identity, OpenWireLink.Watcher watcher) {
        BrokerAccess.Credentials credentials = access.linkCredentials(identity);
        OpenWireLink.Target target = new OpenWireLink.Target(
                access.uri(), credentials.user(), credentials.password(), prefix + numbers.incrementAndGet());
        return new OpenWireLink(target, new Mailbox(threads), watcher, metrics);
    }
}
