package dev.stompbridge.broker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
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

    private record Named(boolean topic, String name, ActiveMQTempDestination destination) {}

    private final BrokerSession session;
    /** In the order of their creation; most sessions have none. */
    private List<Named> all = List.of();
    /** How many of them the broker has been asked to create. */
    private int created;

    TemporaryDestinations(BrokerSession session) {
        this.session = session;
    }

    @Override
    public ActiveMQTempDestination resolve(boolean topic, String name) throws BrokerException {
        for (Named known : all) {
            if (known.topic() == topic && known.name().equals(name)) {
                return known.destination();
            }
        }
        if (all.size() >= MAX) {
            throw new BrokerException(
                    BrokerException.Kind.LIMIT, "not more than " + MAX + " temporary destinations in one session");
        }
        ConnectionId connection = session.subscriberSlot().session().getParentId();
        long number = UUID.randomUUID().getLeastSignificantBits() >>> 2;
        ActiveMQTempDestination destination =
                topic ? new ActiveMQTempTopic(connection, number) : new ActiveMQTempQueue(connection, number);
        if (all.isEmpty()) {
            all = new ArrayList<>(1);
        }
        all.add(new Named(topic, name, destination));
        return destination;
    }

    @Override
    public @Nullable String nameOf(ActiveMQTempDestination destination) {
        for (Named known : all) {
            if (known.destination().equals(destination)) {
                return known.name();
            }
        }
        return null;
    }

    /** Creates in the broker what was resolved for the first time, then answers. */
    void create(Reply reply) {
        List<Named> fresh = List.copyOf(all.subList(created, all.size()));
        created = all.size();
        create(fresh.iterator(), reply);
    }

    private void create(Iterator<Named> fresh, Reply reply) {
        if (!fresh.hasNext()) {
            reply.answer(null);
            return;
        }
        request(DestinationInfo.ADD_OPERATION_TYPE, fresh.next(), failure -> {
            if (failure == null) {
                create(fresh, reply);
            } else {
                reply.answer(failure);
            }
        });
    }

    /** Removes all; the session has closed its consumers. */
    void remove() {
        all.forEach(named -> request(DestinationInfo.REMOVE_OPERATION_TYPE, named, failure -> {}));
        all = List.of();
        created = 0;
    }

    private void request(byte operation, Named named, Reply reply) {
        IdentityLinks.Slot slot = session.subscriberSlot();
        ConnectionId connection = slot.session().getParentId();
        slot.link().request(new DestinationInfo(connection, operation, named.destination()), reply);
    }
}
