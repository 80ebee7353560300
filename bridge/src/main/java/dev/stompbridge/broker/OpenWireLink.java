package dev.stompbridge.broker;

import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.command.BaseCommand;
import org.apache.activemq.command.Command;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerControl;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ExceptionResponse;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.RemoveInfo;
import org.apache.activemq.command.Response;
import org.apache.activemq.command.SessionId;
import org.apache.activemq.command.SessionInfo;
import org.apache.activemq.transport.DefaultTransportListener;
import org.apache.activemq.transport.FutureResponse;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One OpenWire connection to the broker.
 *
 * <p>Everything is sent by the link's mailbox, one command after the other, since the broker expects that of a
 * connection; a command may block there and then holds up this link only. Answers and messages arrive on the broker's
 * threads and are handed on at once.
 */
final class OpenWireLink {
    private static final Logger LOG = LoggerFactory.getLogger(OpenWireLink.class);

    /** What happens to a link as a whole; called on the broker's threads, must not block. */
    interface Watcher {
        /** What is unacknowledged on this link may be delivered again, and open transactions are lost. */
        void interrupted(OpenWireLink link);

        /** It is used again. */
        default void resumed(OpenWireLink link) {}

        /** The link is gone for good; called once. */
        void lost(OpenWireLink link);
    }

    /** Who gets what the broker sends to a consumer; called on the broker's threads, must not block. */
    interface Receiver {
        void receive(MessageDispatch dispatch);

        /** The broker has ended the consumer, for it held up others. */
        void ended();
    }

    /** Where a link leads and as whom. */
    record Target(URI broker, BrokerAccess.Credentials credentials, String connectionId, String clientId) {}

    /** A full store may block a command for ever, and with it a thread and a connection that nobody uses any more. */
    private static final int BLOCKED_SECONDS = 2;

    private final Target target;
    private final Executor threads;
    private final Mailbox mailbox;
    private final CommandQueue commands;
    private final Watcher watcher;
    private final Metrics metrics;
    private final ConnectionId connectionId;
    private final Map<ConsumerId, Receiver> consumers = new ConcurrentHashMap<>();

    /** Null until connected and after the end; only the mailbox's tasks set it. */
    private volatile @Nullable Transport transport;

    private volatile boolean connected;
    /** A link that is used for the first time resumes as well. */
    private final AtomicBoolean interrupted = new AtomicBoolean();

    private final AtomicBoolean ended = new AtomicBoolean();

    OpenWireLink(Target target, Executor threads, Watcher watcher, Metrics metrics) {
        this.target = target;
        this.threads = threads;
        this.mailbox = new Mailbox(threads);
        this.watcher = watcher;
        this.metrics = metrics;
        this.connectionId = new ConnectionId(target.connectionId());
        this.commands = new CommandQueue(this, connectionId, mailbox);
        mailbox.post(this::connect);
    }

    SessionId sessionId(long number) {
        return new SessionId(connectionId, number);
    }

    boolean isEnded() {
        return ended.get();
    }

    /** Whether the broker has accepted the link and it has not ended. */
    boolean isConnected() {
        return connected && !ended.get();
    }

    int consumerCount() {
        return consumers.size();
    }

    /** Sends a command and answers when the broker has; never blocks the caller. */
    void request(BaseCommand command, Reply reply) {
        commands.add(command, reply);
    }

    /** Sends messages and acknowledgements as one local transaction and answers when the broker has committed it. */
    void commit(List<? extends BaseCommand> contents, Reply reply) {
        commands.addTransaction(contents, reply);
    }

    /** From now on messages for this consumer go to the given receiver, on the broker's threads. */
    void receive(ConsumerId consumer, Receiver receiver) {
        consumers.put(consumer, receiver);
    }

    void stopReceiving(ConsumerId consumer) {
        consumers.remove(consumer);
    }

    /** Opens a session of this link; a failure shows at the first request that uses it. */
    void addSession(SessionId session) {
        request(new SessionInfo(session), failure -> {});
    }

    /**
     * Ends the link behind what was sent before; a command that blocks for longer than a few seconds is given up.
     *
     * @param onClosed runs when the broker knows that the link is gone, on any thread
     */
    void close(Runnable onClosed) {
        CompletableFuture.delayedExecutor(BLOCKED_SECONDS, TimeUnit.SECONDS, threads)
                .execute(() -> stop(transport));
        commands.addMark(() -> {
            if (!ended.get()) {
                onewayNow(new RemoveInfo(connectionId));
                ended.set(true);
            }
            dispose();
            onClosed.run();
        });
    }

    private void connect() {
        try {
            Transport opened = TransportFactory.connect(target.broker());
            opened.setTransportListener(new Listener());
            opened.start();
            transport = opened;
            ConnectionInfo info = new ConnectionInfo(connectionId);
            info.setClientId(target.clientId());
            info.setUserName(target.credentials().user());
            info.setPassword(target.credentials().password());
            info.setClientIp(target.connectionId());
            requestNow(info, failure -> {
                if (failure != null && !ended.get()) {
                    LOG.warn("The broker refused a link", failure);
                    lose();
                }
                connected = failure == null;
            });
            metrics.count(Metric.LINKS_OPENED);
        } catch (Exception e) { // TransportFactory.connect and start declare it
            LOG.warn("No link to the broker", e);
            lose();
        }
    }

    /** For the command queue. */
    void countRefusedBatch() {
        metrics.count(Metric.BATCHES_REFUSED);
    }

    /** For the command queue, on the mailbox. */
    void requestNow(Command command, Reply reply) {
        Transport open = transport;
        if (open == null || ended.get()) {
            reply.answer(new BrokerException(BrokerException.Kind.LOST, "the link to the broker is lost"));
            return;
        }
        try {
            open.asyncRequest(command, future -> reply.answer(failureOf(future)));
        } catch (IOException | RuntimeException e) { // a broker that is stopping throws an unchecked one
            LOG.debug("A command could not be sent", e);
            lose();
        }
    }

    /** For the command queue, on the mailbox: sends a command that needs no answer, unless the link is lost. */
    void onewayNow(Command command) {
        Transport open = transport;
        if (open == null || ended.get()) {
            return;
        }
        try {
            open.oneway(command);
        } catch (IOException | RuntimeException e) { // as in requestNow
            LOG.debug("A command could not be sent", e);
            lose();
        }
    }

    /** When sending fails, the correlator answers every open request, this one too, so that a reply is given once. */
    private static @Nullable BrokerException failureOf(FutureResponse future) {
        try {
            Response response = future.getResult(0);
            return response instanceof ExceptionResponse refused ? BrokerException.of(refused.getException()) : null;
        } catch (IOException e) {
            return BrokerException.of(e);
        }
    }

    private void lose() {
        if (ended.compareAndSet(false, true)) {
            metrics.count(Metric.LINKS_LOST);
            mailbox.post(this::dispose);
            watcher.lost(this);
        }
    }

    private void dispose() {
        Transport open = transport;
        transport = null;
        ended.set(true);
        consumers.clear();
        stop(open);
    }

    /** Any thread; a second time does nothing. What blocks in the broker on behalf of this link ends with it. */
    private static void stop(@Nullable Transport open) {
        if (open != null) {
            try {
                open.stop();
            } catch (Exception e) { // Transport.stop declares it
                LOG.debug("A link did not stop cleanly", e);
            }
        }
    }

    private final class Listener extends DefaultTransportListener {
        @Override
        public void onCommand(Object command) {
            if (command instanceof MessageDispatch dispatch) {
                Receiver receiver = consumers.get(dispatch.getConsumerId());
                if (receiver != null) {
                    receiver.receive(dispatch);
                }
            } else if (command instanceof ConsumerControl control) {
                controlled(control);
            } else if (command instanceof org.apache.activemq.command.ShutdownInfo) {
                lose();
            } else if (command instanceof org.apache.activemq.command.ConnectionError error) {
                // What fails inside a transaction fails its commit, and that is answered.
                LOG.debug("The broker reported an error on a link", error.getException());
            }
        }

        private void controlled(ConsumerControl control) {
            Receiver receiver = control.isClose() ? consumers.remove(control.getConsumerId()) : null;
            if (receiver != null) {
                receiver.ended();
            }
        }

        @Override
        public void onException(IOException error) {
            LOG.debug("A link failed", error);
            lose();
        }

        @Override
        public void transportInterupted() {
            connected = false;
            interrupted.set(true);
            metrics.count(Metric.LINKS_INTERRUPTED);
            watcher.interrupted(OpenWireLink.this);
        }

        @Override
        public void transportResumed() {
            connected = true;
            if (interrupted.getAndSet(false)) {
                watcher.resumed(OpenWireLink.this);
            }
        }
    }
}
