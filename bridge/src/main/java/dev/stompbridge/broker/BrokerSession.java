package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompFrame;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.MessageAck;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.apache.activemq.command.ProducerInfo;
import org.apache.activemq.command.RemoveInfo;
import org.jspecify.annotations.Nullable;

/**
 * One browser's side of the broker. Takes from its identity's links what it needs when it first needs it: a session with
 * its first subscription, a producer with its first SEND.
 *
 * <p>Only the mailbox of the browser's STOMP session calls it, except for {@link #interrupted} and {@link #lost}. Nothing
 * blocks; answers and deliveries come on other threads.
 */
public final class BrokerSession {
    /** What happens to the links under a session; called on the broker's threads, must not block. */
    public interface Listener {
        /** What is unacknowledged may be delivered again to somebody else. */
        void onBrokerInterrupted();

        /** The subscriptions are gone. */
        void onBrokerLost();
    }

    /** Who gets the messages of one subscription; called on the broker's threads, must not block. */
    public interface Receiver {
        void onDelivery(Delivery delivery);

        /** The broker has ended the subscription, for it held up others. */
        void onEnded();
    }

    /** A consumer in the broker that belongs to one subscription of one browser. */
    public final class Subscription {
        private final ConsumerInfo info;

        private Subscription(ConsumerInfo info) {
            this.info = info;
        }

        /** Acknowledges everything delivered to this subscription up to and including the given message. */
        public void acknowledge(Delivery last, int count, Reply reply) {
            slot().link().request(ack(MessageAck.STANDARD_ACK_TYPE, last, count), reply);
        }

        /** Gives up one message: from a queue it goes to the dead-letter queue. */
        public void reject(Delivery delivery, Reply reply) {
            slot().link().request(ack(MessageAck.POISON_ACK_TYPE, delivery, 1), reply);
        }

        /** Ends the subscription; unacknowledged messages are delivered again, those up to lastDelivered marked so. */
        public void close(@Nullable Delivery lastDelivered, Reply reply) {
            RemoveInfo remove = new RemoveInfo(info.getConsumerId());
            remove.setLastDeliveredSequenceId(
                    lastDelivered == null ? RemoveInfo.LAST_DELIVERED_UNSET : lastDelivered.sequence());
            OpenWireLink link = slot().link();
            link.stopReceiving(info.getConsumerId());
            link.request(remove, reply);
        }

        private MessageAck ack(byte type, Delivery last, int count) {
            MessageAck ack = new MessageAck();
            ack.setAckType(type);
            ack.setConsumerId(info.getConsumerId());
            ack.setDestination(last.message().getDestination());
            if (type == MessageAck.POISON_ACK_TYPE) {
                ack.setFirstMessageId(last.id());
                ack.setPoisonCause(new Throwable("not representable in STOMP"));
            }
            ack.setLastMessageId(last.id());
            ack.setMessageCount(count);
            return ack;
        }

        private IdentityLinks.Slot slot() {
            return subscriberSlot();
        }
    }

    private final SendMapping mapping = new SendMapping(false);
    private final IdentityLinks links;
    private final Runnable release;
    private volatile @Nullable Listener listener;
    private IdentityLinks.@Nullable Slot subscriber;
    private IdentityLinks.@Nullable Slot sender;
    private @Nullable ProducerId producer;
    private long messageNumber;

    BrokerSession(IdentityLinks links, Runnable release) {
        this.links = links;
        this.release = release;
    }

    /** Who is told about the links from now on. */
    public void listen(Listener told) {
        listener = told;
    }

    /** Sends one message; STOMP 1.2 "SEND". A full destination delays the answer. */
    public void send(StompFrame frame, Reply reply) throws BrokerException {
        ActiveMQMessage message = mapping.toOpenWire(frame, NoTemporaryNames.INSTANCE);
        ProducerId from = producer();
        message.setProducerId(from);
        message.setMessageId(new MessageId(from, ++messageNumber));
        senderSlot().link().request(message, reply);
    }

    /** Opens a private subscription whose messages go to the receiver, on the broker's threads. */
    public Subscription subscribe(DestinationName destination, int prefetch, Receiver receiver, Reply reply)
            throws BrokerException {
        IdentityLinks.Slot slot = subscriberSlot();
        ConsumerInfo info = new ConsumerInfo(new ConsumerId(slot.session(), links.nextNumber()));
        info.setDestination(destination.toActiveMQ(NoTemporaryNames.INSTANCE));
        info.setPrefetchSize(prefetch);
        info.setDispatchAsync(false);
        slot.link().receive(info.getConsumerId(), new OpenWireLink.Receiver() {
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
        });
        slot.link().request(info, failure -> {
            if (failure != null) {
                slot.link().stopReceiving(info.getConsumerId());
            }
            reply.answer(failure);
        });
        return new Subscription(info);
    }

    /** Ends everything; the caller has closed its subscriptions, each with its own last delivery. */
    public void close() {
        listener = null;
        IdentityLinks.Slot subscribed = subscriber;
        if (subscribed != null) {
            subscribed.link().request(new RemoveInfo(subscribed.session()), failure -> {});
        }
        IdentityLinks.Slot sending = sender;
        if (sending != null && producer != null) {
            sending.link().request(new RemoveInfo(producer), failure -> {});
        }
        links.release(this);
        release.run();
    }

    void interrupted() {
        Listener told = listener;
        if (told != null) {
            told.onBrokerInterrupted();
        }
    }

    void lost() {
        Listener told = listener;
        if (told != null) {
            told.onBrokerLost();
        }
    }

    private IdentityLinks.Slot subscriberSlot() {
        if (subscriber == null) {
            subscriber = links.subscriberSlot(this);
        }
        return subscriber;
    }

    private IdentityLinks.Slot senderSlot() {
        if (sender == null) {
            sender = links.senderSlot(this);
        }
        return sender;
    }

    private ProducerId producer() {
        ProducerId known = producer;
        if (known == null) {
            IdentityLinks.Slot slot = senderSlot();
            known = new ProducerId(slot.session(), links.nextNumber());
            slot.link().request(new ProducerInfo(known), failure -> {});
            producer = known;
        }
        return known;
    }
}
