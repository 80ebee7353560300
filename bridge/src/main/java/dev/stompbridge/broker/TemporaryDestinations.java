package dev.stompbridge.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.DestinationInfo;
import org.jspecify.annotations.Nullable;

/**
 * The temporary destinations of one session, by the names that its browser gave them. The broker knows each by its
 * connection and a number that nobody can guess, since browsers that share a link share its connection.
 *
 * <p>Only the mailbox of the STOMP session calls it.
 */
final class TemporaryDestinations implements TemporaryNames {
    /** Each is a destination in the broker until the session ends. */
    static final int MAX = 16;

    private final BrokerSession session;
    private final Map<String, ActiveMQTempDestination> byName = new HashMap<>(4);
    private final Map<ActiveMQDestination, String> names = new HashMap<>(4);
    private final List<DestinationInfo> fresh = new ArrayList<>(1);

    TemporaryDestinations(BrokerSession session) {
        this.session = session;
    }

    @Override
    public ActiveMQTempDestination resolve(boolean topic, String name) throws BrokerException {
        String full = (topic ? "/temp-topic/" : "/temp-queue/") + name;
        ActiveMQTempDestination known = byName.get(full);
        if (known != null) {
            return known;
        }
        if (byName.size() >= MAX) {
            throw new BrokerException(
                    BrokerException.Kind.LIMIT, "not more than " + MAX + " temporary destinations in one session");
        }
        ConnectionId connection = session.subscriberSlot().session().getParentId();
        long number = UUID.randomUUID().getLeastSignificantBits() >>> 2;
        ActiveMQTempDestination created =
                topic ? new ActiveMQTempTopic(connection, number) : new ActiveMQTempQueue(connection, number);
        byName.put(full, created);
        names.put(created, name);
        fresh.add(new DestinationInfo(connection, DestinationInfo.ADD_OPERATION_TYPE, created));
        return created;
    }

    @Override
    public @Nullable String nameOf(ActiveMQTempDestination destination) {
        return names.get(destination);
    }

    /** Creates in the broker what was resolved for the first time, then answers. */
    void create(Reply reply) {
        List<DestinationInfo> infos = List.copyOf(fresh);
        fresh.clear();
        create(infos.iterator(), reply);
    }

    private void create(Iterator<DestinationInfo> infos, Reply reply) {
        if (!infos.hasNext()) {
            reply.answer(null);
            return;
        }
        session.subscriberSlot().link().request(infos.next(), failure -> {
            if (failure == null) {
                create(infos, reply);
            } else {
                reply.answer(failure);
            }
        });
    }

    /** Removes all; the session has closed its consumers. */
    void remove() {
        byName.values().forEach(destination -> {
            IdentityLinks.Slot slot = session.subscriberSlot();
            ConnectionId connection = slot.session().getParentId();
            slot.link()
                    .request(
                            new DestinationInfo(connection, DestinationInfo.REMOVE_OPERATION_TYPE, destination),
                            failure -> {});
        });
        byName.clear();
    }
}
