package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompFrame;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.BaseCommand;
import org.apache.activemq.command.MessageAck;

/**
 * What a browser's transaction will do. It is held here until it is committed and then goes to the broker in one piece:
 * an open transaction costs the broker nothing, blocks nobody and leaves nothing behind when its browser vanishes.
 *
 * <p>Only the mailbox of the browser's STOMP session calls it.
 */
public final class ClientTransaction {
    /** Destinations in one error. */
    private static final int NAMED = 3;

    private final BrokerSession session;
    private final List<BaseCommand> contents = new ArrayList<>(4);
    private final Set<String> destinations = new LinkedHashSet<>(2);
    private boolean acknowledges;
    private long bytes;

    ClientTransaction(BrokerSession session) {
        this.session = session;
    }

    /** Messages and acknowledgements in it. */
    public int size() {
        return contents.size();
    }

    /** Of the bodies in it. */
    public long bytes() {
        return bytes;
    }

    /** Adds a SEND that has been checked. The reply comes when the temporary destinations that it names exist. */
    public void send(StompFrame frame, Reply reply) throws BrokerException {
        ActiveMQMessage message = session.toOpenWire(frame);
        contents.add(message);
        destinations.add(String.valueOf(frame.headers().get("destination")));
        bytes += frame.body().length;
        session.createTemporaries(reply);
    }

    /** Adds acknowledgements of messages that were delivered to this consumer. */
    public void acknowledge(ConsumerHandle consumer, List<MessageRef> messages) {
        acknowledges = true;
        messages.forEach(message -> contents.add(consumer.ack(MessageAck.STANDARD_ACK_TYPE, List.of(message))));
    }

    /** Does it all or, with a failure, nothing of it. */
    public void commit(Reply reply) {
        if (contents.isEmpty()) {
            reply.answer(null);
        } else {
            session.commit(contents, acknowledges, failure -> reply.answer(failure == null ? null : named(failure)));
        }
    }

    /** Who may not send something is told what it may have been: the broker refuses the transaction as a whole. */
    private BrokerException named(BrokerException failure) {
        if (failure.kind() != BrokerException.Kind.ACCESS_DENIED) {
            return failure;
        }
        String names = destinations.stream().limit(NAMED).collect(Collectors.joining(" or "));
        String more = destinations.size() > NAMED ? " or another destination" : "";
        return new BrokerException(failure.kind(), failure.getMessage() + " to send to " + names + more);
    }
}
