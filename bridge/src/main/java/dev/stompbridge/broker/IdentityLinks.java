package dev.stompbridge.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.activemq.command.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * The links of one identity: one for sending, and as many for subscriptions as its sessions need.
 *
 * <p>Sending has a link of its own because a full store blocks the connection of whoever sends, and the acknowledgements
 * that would empty the store must not wait behind it. Safe for use by any thread; the monitor guards the tables and is
 * never held while something is sent or somebody is told.
 */
final class IdentityLinks implements OpenWireLink.Watcher {
    /** The broker walks all sessions of a connection at each add, which is felt beyond some hundred. */
    private static final int SESSIONS_PER_LINK = 500;

    /** A session of a subscription link, or the one session of the sender link. */
    record Slot(OpenWireLink link, SessionId session) {}

    private final Identity identity;
    private final LinkOpener opener;

    private final Map<OpenWireLink, Set<LinkUser>> users = new HashMap<>();
    private final List<OpenWireLink> subscribers = new ArrayList<>();
    /** Of those who have a client id. */
    private final Map<LinkUser, OpenWireLink> own = new HashMap<>();

    private final AtomicLong numbers = new AtomicLong(1);
    private @Nullable Slot sender;

    IdentityLinks(Identity identity, LinkOpener opener) {
        this.identity = identity;
        this.opener = opener;
    }

    /** An OpenWire session of its own for a user's subscriptions; on a link of its own with a client id. */
    synchronized Slot subscriberSlot(LinkUser user) {
        String clientId = user.clientId();
        OpenWireLink link = clientId == null ? sharedLink() : opener.open(identity, this, clientId);
        if (clientId != null) {
            own.put(user, link);
        }
        usersOf(link).add(user);
        Slot slot = new Slot(link, link.sessionId(numbers.getAndIncrement()));
        link.addSession(slot.session());
        return slot;
    }

    private OpenWireLink sharedLink() {
        for (OpenWireLink open : subscribers) {
            if (!open.isEnded() && usersOf(open).size() < SESSIONS_PER_LINK) {
                return open;
            }
        }
        OpenWireLink opened = opener.open(identity, this);
        subscribers.add(opened);
        return opened;
    }

    /** The session that all browsers of the identity send through, each with a producer of its own. */
    synchronized Slot senderSlot(LinkUser user) {
        Slot slot = sender;
        if (slot == null || slot.link().isEnded()) {
            OpenWireLink link = opener.open(identity, this);
            slot = new Slot(link, link.sessionId(1));
            link.addSession(slot.session());
            sender = slot;
        }
        usersOf(slot.link()).add(user);
        return slot;
    }

    long nextNumber() {
        return numbers.getAndIncrement();
    }

    /** The user has ended; the task runs when the broker knows nothing of it any more. */
    void release(LinkUser user, Runnable onReleased) {
        OpenWireLink link;
        synchronized (this) {
            users.values().forEach(all -> all.remove(user));
            link = own.remove(user);
            if (link != null) {
                users.remove(link);
            }
        }
        if (link == null) {
            onReleased.run();
        } else {
            link.close(onReleased);
        }
    }

    synchronized int subscriptionCount() {
        return Stream.concat(subscribers.stream(), own.values().stream())
                .mapToInt(OpenWireLink::consumerCount)
                .sum();
    }

    /** The last session has ended. */
    synchronized void close() {
        users.keySet().forEach(link -> link.close(() -> {}));
    }

    @Override
    public void interrupted(OpenWireLink link) {
        usersNow(link).forEach(LinkUser::interrupted);
    }

    @Override
    public void resumed(OpenWireLink link) {
        usersNow(link).forEach(LinkUser::resumed);
    }

    @Override
    public void lost(OpenWireLink link) {
        List<LinkUser> told = usersNow(link);
        synchronized (this) {
            users.remove(link);
            subscribers.remove(link);
        }
        told.forEach(LinkUser::lost);
    }

    private synchronized List<LinkUser> usersNow(OpenWireLink link) {
        return List.copyOf(users.getOrDefault(link, Set.of()));
    }

    private Set<LinkUser> usersOf(OpenWireLink link) {
        return users.computeIfAbsent(link, key -> new HashSet<>());
    }
}
