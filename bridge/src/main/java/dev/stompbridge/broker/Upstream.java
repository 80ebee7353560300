package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompFrame;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.MessageDispatch;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that all browsers of one identity share: consumers that belong to none of them, in one OpenWire
 * session on a link of the identity. The broker checks each against the rights of that identity alone, so that nothing is
 * shared beyond it. Safe for use by any thread; nothing blocks.
 */
public final class Upstream implements LinkUser {
    /** Who gets the messages of one shared subscription; called on the broker's threads, must not block. */
    public interface Receiver {
        void onDelivery(Delivery delivery);

        /** The broker has ended the subscription, for it held up others. */
        void onEnded();

        /** The link was away and is used again: something may have been missed. */
        void onInterrupted();

        /** The link is gone, and the subscription with it. */
        void onLost();
    }

    /** Nobody's, so that the temporary destinations of all are those of somebody else. */
    private static final TemporaryNames NO_OWN = new TemporaryNames() {
        @Override
        public ActiveMQTempDestination resolve(boolean topic, String name) throws BrokerException {
            throw new BrokerException(BrokerException.Kind.BAD_DESTINATION, "a temporary destination is not shared");
        }

        @Override
        public @Nullable String nameOf(ActiveMQTempDestination destination) {
            return null;
        }
    };

    private final IdentityLinks links;
    private final Runnable retain;
    private final Runnable release;
    private final Predicate<String> mayRead;
    private final Set<Receiver> receivers = ConcurrentHashMap.newKeySet();
    private IdentityLinks.@Nullable Slot slot;

    /** Retain and release count who keeps the identity's links open. */
    Upstream(IdentityLinks links, Runnable retain, Runnable release, Predicate<String> mayRead) {
        this.links = links;
        this.mayRead = mayRead;
        this.retain = retain;
        this.release = release;
    }

    /** Keeps the links open until {@link #release}; called while a session of the identity is open. */
    public void retain() {
        retain.run();
    }

    public void release() {
        release.run();
    }

    /** Whether the identity may read the topic of this name; never if only the broker itself can tell. */
    public boolean mayRead(String topic) {
        return mayRead.test(topic);
    }

    /** Opens a subscription; the reply comes on a thread of the broker. */
    public ConsumerHandle subscribe(ConsumerOptions options, Receiver receiver, Reply reply) throws BrokerException {
        IdentityLinks.Slot open = slot();
        ConsumerInfo info = new ConsumerInfo(new ConsumerId(open.session(), links.nextNumber()));
        info.setDestination(options.destination().toActiveMQ(NO_OWN));
        options.applyTo(info);
        receivers.add(receiver);
        open.link().receive(info.getConsumerId(), new DispatchReceiver(receiver));
        open.link().request(info, failure -> {
            if (failure != null) {
                open.link().stopReceiving(info.getConsumerId());
                receivers.remove(receiver);
            }
            reply.answer(failure);
        });
        return new ConsumerHandle(open.link(), info.getConsumerId());
    }

    /** The receiver's subscription has been closed. */
    public void forget(Receiver receiver) {
        receivers.remove(receiver);
    }

    /** The MESSAGE frame of a delivery but for {@code subscription}; null if its type has no form in STOMP. */
    public static @Nullable StompFrame toStomp(Delivery delivery, boolean complete) {
        return MessageMapping.toStomp(delivery, new MessageMapping.Form("", null, complete, NO_OWN));
    }

    @Override
    public @Nullable String clientId() {
        return null;
    }

    @Override
    public void interrupted() {
        // What is missed until the link is used again is told then.
    }

    @Override
    public void resumed() {
        receivers.forEach(Receiver::onInterrupted);
    }

    @Override
    public void lost() {
        synchronized (this) {
            slot = null;
        }
        receivers.removeIf(receiver -> {
            receiver.onLost();
            return true;
        });
    }

    private synchronized IdentityLinks.Slot slot() {
        if (slot == null || slot.link().isEnded()) {
            slot = links.subscriberSlot(this);
        }
        return slot;
    }

    private record DispatchReceiver(Receiver receiver) implements OpenWireLink.Receiver {
        @Override
        public void receive(MessageDispatch dispatch) {
            if (dispatch.getMessage() != null) {
                receiver.onDelivery(new Delivery(dispatch));
            }
        }

        @Override
        public void ended() {
            receiver.onEnded();
        }
    }
}
