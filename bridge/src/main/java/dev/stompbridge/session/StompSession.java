package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.Mailbox;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.contract.ContractViolation;
import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One STOMP session, from CONNECT to its end.
 *
 * <p>The I/O thread hands in what it decoded and the broker's threads hand in answers and messages; all of it is executed
 * by the session's mailbox, one after the other, so that nothing here is locked. One client frame at a time is executed:
 * while its answer is awaited the later ones wait, which keeps their order and makes the slowness of the broker that of
 * this browser alone. After an ERROR nothing more is executed (STOMP 1.2 "ERROR").
 */
public final class StompSession implements BrokerSession.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(StompSession.class);

    private enum State {
        /** Nothing but CONNECT or STOMP is taken. */
        CONNECTING,
        CONNECTED,
        ENDED
    }

    private final SessionContext context;
    private final Outbound out;
    private final Mailbox mailbox;
    private final InboundCredit credit;
    /** Frames that have not been executed; null if there are none. */
    private @Nullable ArrayDeque<StompFrame> waiting;

    private volatile State state = State.CONNECTING;
    private StompVersion version = StompVersion.V1_0;
    /** Null when it has been looked at. */
    private @Nullable Arrival arrival;

    private boolean awaitingAnswer;
    /** The rule that the peer broke behind the frames that wait. */
    private @Nullable String violation;

    /** Null before and after; the I/O thread and the timer only ask whether it has something for them to report. */
    private volatile @Nullable ConnectedSession connected;

    public StompSession(SessionContext context, Outbound out, Arrival arrival) {
        this.context = context;
        this.out = out;
        this.arrival = arrival;
        this.mailbox = new Mailbox(context.threads());
        this.credit = new InboundCredit(context.settings().maxWaitingFrames());
    }

    /** Takes a frame from the I/O thread. */
    public void received(StompFrame frame) {
        context.metrics().count(Metric.FRAMES_IN);
        if (credit.take(frame)) {
            post(() -> {
                enqueue(frame);
                proceed();
            });
        } else {
            post(() -> end(Disconnect.TOO_MANY_FRAMES));
        }
    }

    /** The peer broke a rule of the protocol; frames before it are still executed. I/O thread. */
    public void violated(StompViolation broken) {
        post(() -> {
            violation = broken.rule();
            proceed();
        });
    }

    /** The peer sends more per second than it may; nothing more of it is executed. I/O thread. */
    public void sentTooFast(String rule) {
        post(() -> fail(null, rule, Disconnect.TOO_FAST));
    }

    /** A frame that the peer began did not end in time. Any thread. */
    public void sentTooSlowly() {
        post(() -> fail(null, "a frame took too long to arrive", Disconnect.MESSAGE_TIMEOUT));
    }

    /** Whether the I/O thread should read no more of this browser until {@link Outbound#resumeReading}. */
    public boolean isFlooded() {
        return credit.isExhausted();
    }

    /** Whether there is too much to do to go on reading after a pause. */
    public boolean isStillFlooded() {
        return credit.isAboveLowMark();
    }

    /** Everything up to this position has left. I/O thread. */
    public void written(long position) {
        ConnectedSession open = connected;
        if (open != null && open.isInterestedInWrites()) {
            post(() -> {
                if (connected != null) {
                    connected.onWritten(position);
                }
            });
        }
    }

    /** Time has passed. The timer's thread. */
    public void tick(long nowNanos) {
        ConnectedSession open = connected;
        if (open != null && open.isExpired()) {
            post(() -> fail(null, "the token has expired", Disconnect.TOKEN_EXPIRED));
        }
        if (open != null && open.hasTransactions()) {
            post(() -> {
                if (connected != null && connected.isOverdue(nowNanos)) {
                    fail(null, "a transaction was open for too long", Disconnect.TRANSACTION_TIMEOUT);
                }
            });
        }
    }

    /** The socket is gone, or is being closed for a reason that is not the session's. */
    public void closed() {
        post(this::release);
    }

    @Override
    public void onBrokerInterrupted() {
        post(() -> {
            if (connected != null && connected.hasPrivateSubscriptions()) {
                end(Disconnect.BROKER_INTERRUPTED);
            }
        });
    }

    @Override
    public void onBrokerLost() {
        post(() -> end(Disconnect.BROKER_LOST));
    }

    @Override
    public void onClientIdTakenOver() {
        post(() -> end(Disconnect.TAKEN_OVER));
    }

    private void post(Runnable task) {
        mailbox.post(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A session failed", e);
                end(Disconnect.INTERNAL_ERROR);
            }
        });
    }

    private void enqueue(StompFrame frame) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
        }
        waiting.add(frame);
    }

    private void proceed() {
        while (!awaitingAnswer && waiting != null) {
            StompFrame frame = waiting.remove();
            if (waiting.isEmpty()) {
                waiting = null;
            }
            boolean resume = credit.giveBack(frame);
            if (state != State.ENDED) {
                execute(frame);
            }
            if (resume) {
                out.resumeReading();
            }
        }
        if (violation != null && !awaitingAnswer) {
            fail(null, violation);
        }
    }

    private void execute(StompFrame frame) {
        try {
            if (connected == null) {
                connect(frame);
            } else {
                connected.execute(frame, answer(frame));
            }
        } catch (BrokerException e) {
            awaitingAnswer = false;
            fail(frame, e);
        } catch (StompViolation e) {
            awaitingAnswer = false;
            fail(frame, e.rule());
        } catch (ContractViolation e) {
            awaitingAnswer = false;
            context.metrics().count(Metric.CONTRACTS_BROKEN);
            fail(frame, "the message breaks the contract of its destination: " + e.rule(), Disconnect.CONTRACT_BROKEN);
        }
    }

    private void connect(StompFrame frame) throws StompViolation {
        Arrival from = Objects.requireNonNull(arrival, "one CONNECT is taken");
        ConnectRequest request = ConnectRequest.check(frame, from, context.settings());
        if (request.version() == null) {
            write(SessionErrors.noCommonVersion());
            end(Disconnect.STOMP_ERROR);
            return;
        }
        version = request.version();
        awaitingAnswer = true;
        arrival = null;
        context.entrance().login(request.login(), from.address(), new BrokerLinks.LoginReply() {
            @Override
            public void answer(@Nullable BrokerSession session, @Nullable BrokerException failure) {
                post(() -> loggedIn(request, session, failure));
            }

            @Override
            public boolean isAwaited() {
                return state != State.ENDED;
            }
        });
    }

    private void loggedIn(ConnectRequest request, @Nullable BrokerSession session, @Nullable BrokerException failure) {
        awaitingAnswer = false;
        if (session == null) {
            fail(null, failure);
        } else if (state == State.ENDED) {
            session.close();
        } else {
            connected = new ConnectedSession(
                    context,
                    new PrivateSubscription.Owner(
                            out,
                            context.metrics(),
                            version,
                            session,
                            this::post,
                            () -> post(() -> end(Disconnect.SUBSCRIPTION_ENDED))));
            state = State.CONNECTED;
            session.listen(this);
            out.loggedIn(request.heartBeats(), session.who().user());
            write(StompFrame.of(StompCommand.CONNECTED, answer(request)));
        }
        proceed();
    }

    private StompHeaders answer(ConnectRequest request) {
        StompHeaders.Builder headers = StompHeaders.builder()
                .add("version", version.text())
                .add("session", UUID.randomUUID().toString())
                .add("server", "StompBridge")
                .add("heart-beat", request.heartBeats().announced().text());
        if (request.handshakeBytes() != null) {
            headers.add(ConnectRequest.HANDSHAKE_BYTES, request.handshakeBytes().toString());
        }
        return headers.build();
    }

    /** What follows the broker's answer: the RECEIPT, or the ERROR, and the next frame. */
    private Reply answer(StompFrame frame) {
        awaitingAnswer = true;
        return failure -> post(() -> {
            awaitingAnswer = false;
            if (state != State.ENDED) {
                if (failure == null) {
                    receipt(frame);
                } else {
                    fail(frame, failure);
                }
            }
            if (frame.command() == StompCommand.DISCONNECT) {
                end(Disconnect.NORMAL);
            }
            proceed();
        });
    }

    private void receipt(StompFrame frame) {
        String receipt = frame.headers().get("receipt");
        if (receipt != null) {
            write(StompFrame.of(StompCommand.RECEIPT, StompHeaders.of("receipt-id", receipt)));
        }
    }

    private void write(StompFrame frame) {
        context.metrics().count(Metric.FRAMES_OUT);
        out.send(FrameBytes.ofStomp(StompEncoder.encode(frame, version)));
    }

    private void fail(@Nullable StompFrame cause, String rule) {
        fail(cause, rule, Disconnect.STOMP_ERROR);
    }

    private void fail(@Nullable StompFrame cause, @Nullable BrokerException failure) {
        if (failure == null) {
            end(Disconnect.INTERNAL_ERROR);
        } else {
            fail(cause, SessionErrors.text(cause, failure), SessionErrors.disconnect(failure.kind()));
        }
    }

    private void fail(@Nullable StompFrame cause, String text, Disconnect reason) {
        if (state != State.ENDED) {
            write(SessionErrors.error(cause, text, reason));
            end(reason);
        }
    }

    private void end(Disconnect reason) {
        if (state != State.ENDED) {
            out.end(reason);
            release();
        }
    }

    private void release() {
        state = State.ENDED;
        ConnectedSession open = connected;
        connected = null;
        if (open != null) {
            open.close();
        }
    }
}
