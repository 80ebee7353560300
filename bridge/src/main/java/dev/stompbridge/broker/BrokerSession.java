package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompFrame;
import java.util.List;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.BaseCommand;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.apache.activemq.command.ProducerInfo;
import org.apache.activemq.command.RemoveInfo;
import org.apache.activemq.command.RemoveSubscriptionInfo;
import org.jspecify.annotations.Nullable;

/**
 * One browser's side of the broker. Takes from its identity's links what it needs when it first needs it: a session with
 * its first subscription, a producer with its first SEND.
 *
 * <p>Only the mailbox of the browser's STOMP session calls it, except for {@link #interrupted}, {@link #lost} and
 * {@link #takenOver}. Nothing blocks; answers and deliveries come on other threads.
 */
public final class BrokerSession implements LinkUser {
    /** What happens to the links under a session; called on the broker's threads, must not block. */
    public interface Listener {
        /** What is unacknowledged may be delivered again to somebody else. */
        void onBrokerInterrupted();

        /** The subscriptions are gone. */
        void onBrokerLost();

        /** Another session has claimed the client id and gets it when this one has ended. */
        void onClientIdTakenOver();
    }

    /** Who gets the messages of one subscription; called on the broker's threads, must not block. */
    public interface Receiver {
        void onDelivery(Delivery delivery);

        /** A browsing subscription has seen everything. */
        void onBrowsed();

        /** The broker has ended the subscription, for it held up others. */
        void onEnded();
    }

    private final Shared shared;
    private final Authentication who;
    private final ClientIds.@Nullable Claim clientId;
    /** Null before a frame that may name one. */
    private @Nullable TemporaryDestinations temporaries;

    private volatile @Nullable Listener listener;
    private IdentityLinks.@Nullable Slot subscriber;
    private IdentityLinks.@Nullable Slot sender;
    private @Nullable ProducerId producer;
    private @Nullable ProducerId transactedProducer;
    private @Nullable Runnable onClosed;
    private long messageNumber;

    /** What the sessions of one identity have in common; the release runs at a session's end. */
    record Shared(IdentityLinks links, Upstream upstream, SendMapping mapping, Runnable release) {}

    /** The client id is null if the browser named none or may have none. */
    BrokerSession(Shared shared, Authentication who, ClientIds.@Nullable Claim clientId) {
        this.shared = shared;
        this.who = who;
        this.clientId = clientId;
    }

    /** As whom it was opened. */
    public Authentication who() {
        return who;
    }

    /** Runs a task when it has been closed. */
    public void whenClosed(Runnable task) {
        onClosed = task;
    }

    /** Who is told about the links from now on. */
    public void listen(Listener told) {
        listener = told;
        if (clientId != null) {
            clientId.whenLost(this::takenOver);
        }
    }

    /** Sends one message; STOMP 1.2 "SEND". A full destination delays the answer. */
    public void send(StompFrame frame, Reply reply) throws BrokerException {
        ActiveMQMessage message = toOpenWire(frame);
        if (producer == null) {
            producer = newProducer(senderSlot());
        }
        identify(message, producer);
        OpenWireLink link = senderSlot().link();
        temporaries().create(failure -> {
            if (failure == null) {
                link.request(message, reply);
            } else {
                reply.answer(failure);
            }
        });
    }

    /** STOMP 1.2 "BEGIN". Nothing of a transaction reaches the broker before it is committed. */
    public ClientTransaction begin() {
        return new ClientTransaction(this);
    }

    /** Opens a private subscription whose messages go to the receiver, on the broker's threads. */
    public ConsumerHandle subscribe(ConsumerOptions options, Receiver receiver, Reply reply) throws BrokerException {
        if (options.durableName() != null) {
            requireClientId();
        }
        IdentityLinks.Slot slot = subscriberSlot();
        ConsumerInfo info =
                new ConsumerInfo(new ConsumerId(slot.session(), shared.links().nextNumber()));
        info.setDestination(options.destination().toActiveMQ(temporaries()));
        options.applyTo(info);
        temporaries().create(failure -> {}); // the subscription fails as well then
        slot.link().receive(info.getConsumerId(), new DispatchReceiver(receiver));
        slot.link().request(info, failure -> {
            if (failure != null) {
                slot.link().stopReceiving(info.getConsumerId());
            }
            reply.answer(failure);
        });
        return new ConsumerHandle(slot.link(), info.getConsumerId());
    }

    /** What the session shares with all others of its identity. */
    public Upstream upstream() {
        return shared.upstream();
    }

    /** Deletes a durable subscription, with what is stored for it; its consumer has been closed. */
    public void forget(String durableName, Reply reply) throws BrokerException {
        RemoveSubscriptionInfo info = new RemoveSubscriptionInfo();
        info.setConnectionId(subscriberSlot().session().getParentId());
        info.setClientId(requireClientId());
        info.setSubscriptionName(durableName);
        subscriberSlot().link().request(info, reply);
    }

    /**
     * The MESSAGE frame of a delivery, in this session's words; null if it has none.
     *
     * @param ack by which the browser acknowledges it, null if it does not
     * @param complete with the headers that only repeat a default
     */
    public @Nullable StompFrame toStomp(
            Delivery delivery, String subscription, @Nullable String ack, boolean complete) {
        return MessageMapping.toStomp(delivery, new MessageMapping.Form(subscription, ack, complete, temporaries()));
    }

    /** Whether this session sent the message itself. */
    public boolean isOwn(Delivery delivery) {
        ProducerId from = delivery.message().getProducerId();
        return from.equals(producer) || from.equals(transactedProducer);
    }

    /** Ends everything; the caller has closed its subscriptions, each with its own last delivery. */
    public void close() {
        listener = null;
        if (temporaries != null) {
            temporaries.remove();
        }
        IdentityLinks.Slot subscribed = subscriber;
        if (subscribed != null) {
            subscribed.link().request(new RemoveInfo(subscribed.session()), failure -> {});
        }
        IdentityLinks.Slot sending = sender;
        if (sending != null && producer != null) {
            sending.link().request(new RemoveInfo(producer), failure -> {});
        }
        shared.links().release(this, () -> {
            if (clientId != null) {
                clientId.free();
            }
        });
        shared.release().run();
        if (onClosed != null) {
            onClosed.run();
        }
    }

    @Override
    public void interrupted() {
        Listener told = listener;
        if (told != null) {
            told.onBrokerInterrupted();
        }
    }

    @Override
    public void lost() {
        Listener told = listener;
        if (told != null) {
            told.onBrokerLost();
        }
    }

    private void takenOver() {
        Listener told = listener;
        if (told != null) {
            told.onClientIdTakenOver();
        }
    }

    private String requireClientId() throws BrokerException {
        if (clientId == null) {
            throw new BrokerException(
                    BrokerException.Kind.BAD_HEADER, "a durable subscription needs a login and a client-id");
        }
        return clientId.id();
    }

    @Override
    public @Nullable String clientId() {
        return clientId == null ? null : clientId.id();
    }

    /** Checks the frame; destinations that it names for the first time are created later. */
    ActiveMQMessage toOpenWire(StompFrame frame) throws BrokerException {
        return shared.mapping().toOpenWire(frame, temporaries());
    }

    private TemporaryDestinations temporaries() {
        if (temporaries == null) {
            temporaries = new TemporaryDestinations(this);
        }
        return temporaries;
    }

    void createTemporaries(Reply reply) {
        temporaries().create(reply);
    }

    /** What a transaction holds goes to the broker: beside the subscriptions if it acknowledges their messages. */
    void commit(List<? extends BaseCommand> contents, boolean acknowledges, Reply reply) {
        IdentityLinks.Slot slot = acknowledges ? subscriberSlot() : senderSlot();
        ProducerId from = acknowledges ? transactedProducer : producer;
        if (from == null) {
            from = newProducer(slot);
        }
        if (acknowledges) {
            transactedProducer = from;
        } else {
            producer = from;
        }
        for (BaseCommand command : contents) {
            if (command instanceof Message message) {
                identify(message, from);
            }
        }
        slot.link().commit(contents, reply);
    }

    IdentityLinks.Slot subscriberSlot() {
        if (subscriber == null) {
            subscriber = shared.links().subscriberSlot(this);
        }
        return subscriber;
    }

    private IdentityLinks.Slot senderSlot() {
        if (sender == null) {
            sender = shared.links().senderSlot(this);
        }
        return sender;
    }

    private void identify(Message message, ProducerId from) {
        message.setProducerId(from);
        message.setMessageId(new MessageId(from, ++messageNumber));
    }

    private ProducerId newProducer(IdentityLinks.Slot slot) {
        ProducerId id = new ProducerId(slot.session(), scattered(shared.links().nextNumber()));
        slot.link().request(new ProducerInfo(id), failure -> {});
        return id;
    }

    /**
     * A number for each number, all of them far apart: the hash of a message's id is little more than its producer's number
     * xor its own, and with small numbers most of a link's messages would share theirs.
     */
    private static long scattered(long number) {
        return (number * 0x9E3779B1L) & Integer.MAX_VALUE;
    }

    private record DispatchReceiver(Receiver receiver) implements OpenWireLink.Receiver {
        @Override
        public void receive(MessageDispatch dispatch) {
            if (dispatch.getMessage() == null) {
                receiver.onBrowsed();
            } else {
                receiver.onDelivery(new Delivery(dispatch));
            }
        }

        @Override
        public void ended() {
            receiver.onEnded();
        }
    }
}
