package dev.stompbridge.net;

import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.fanout.Outbox;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Disconnect;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.stomp.HeartBeat;
import dev.stompbridge.websocket.CloseCode;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.MessageSink;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketDecoder;
import dev.stompbridge.websocket.WebSocketViolation;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: frames in to the endpoint, frames out through the outbox, and the close handshake (RFC 6455 §7). The I/O
 * thread owns it; the methods of {@link Outbound} and {@link #tick} may be called by any thread.
 */
final class WebSocketConnection implements Phase, Outbound, Outbox.Sink, MessageSink {
    private enum State {
        OPEN,
        /** Our close frame is queued or sent; only the peer's is still waited for. */
        CLOSING,
        /** The peer broke the protocol: nothing of it is understood any more, our close frame is on its way. */
        FAILED,
        /** Both close frames have been exchanged, or the socket is gone. */
        CLOSED
    }

    private static final AtomicIntegerFieldUpdater<WebSocketConnection> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(WebSocketConnection.class, "ended");

    private final Connection connection;
    private final Server server;
    private final Endpoint.Bounds bounds;
    private final Outbox outbox;
    private final WebSocketDecoder decoder;
    private final Endpoint.Conversation conversation;
    private final Liveness liveness;
    private final Intake intake;
    /** 1 from the moment that a reason for the end is known, else 0. */
    private volatile int ended;

    private State state = State.OPEN;

    WebSocketConnection(Connection connection, Server server, Endpoint endpoint, Arrival arrival) {
        this.connection = connection;
        this.server = server;
        this.bounds = endpoint.bounds();
        this.outbox = new Outbox(this, bounds.outboxBytes(), server.outboxes());
        this.decoder = new WebSocketDecoder(bounds.beforeLogin(), this);
        this.liveness = new Liveness(server.liveness(), server.nanoTime(), bounds.needsLogin());
        this.intake = new Intake(server.gate().rates().newSession());
        this.conversation = endpoint.open(this, arrival, intake.rates());
    }

    /** Answers the handshake. The answer goes through the outbox, so that every write reported there is one of its own. */
    void open(ByteBuffer head) {
        byte[] bytes = new byte[head.remaining()];
        head.get(bytes);
        outbox.offer(bytes);
    }

    @Override
    public void received(ByteBuffer in) {
        long now = server.nanoTime();
        liveness.onReceived(now);
        intake.discardIfEnded(in);
        int bytes = in.remaining();
        try {
            decoder.decode(in);
        } catch (WebSocketViolation e) {
            fail(e);
        }
        intake.decoded(!decoder.isBetweenMessages() || conversation.isUnfinished(), now);
        if (!intake.took(bytes, decoder.takeFrames()) && state == State.OPEN) {
            conversation.onTooFast(intake.rule());
        }
        if (state == State.FAILED && outbox.isEmpty()) {
            connection.closeOnFlush();
        }
        if (conversation.isFlooded() && state == State.OPEN) {
            connection.suspendReading();
            resumeIfDrained();
        }
    }

    @Override
    public void sent() {
        long position = outbox.written();
        conversation.onWritten(position);
        if (state == State.CLOSED && outbox.isEmpty()) {
            connection.closeOnFlush();
        }
    }

    @Override
    public void closed() {
        if (state == State.CLOSING) {
            server.metrics().count(Metric.CLOSES_UNANSWERED);
        }
        outbox.discard();
        if (claimEnd()) {
            server.count(Disconnect.VANISHED);
        }
        become(State.CLOSED);
    }

    @Override
    public void tick(long nowNanos) {
        switch (liveness.due(nowNanos, connection.isReadSuspended())) {
            case NOTHING -> {}
            case PING -> send(FrameBytes.frame(Opcode.PING, new byte[0]));
            case HEART_BEAT -> beat();
            case NO_LOGIN -> end(Disconnect.CONNECT_TIMEOUT);
            case DEAD -> end(Disconnect.HEART_BEAT_MISSED);
            case CLOSE_TIMEOUT -> connection.closeNow();
        }
        if (bounds.isTooOld(outbox.waitingNanos(nowNanos))) {
            outbox.dropWaiting();
            end(Disconnect.OUTBOX_TOO_OLD);
        }
        if (intake.isOverdue(nowNanos, server.settings().messageTimeout(), connection.isReadSuspended())) {
            conversation.onTooSlow();
        }
        conversation.onTick(nowNanos);
    }

    /** Whatever leaves is a beat; and behind what waits, one more would come too late. */
    private void beat() {
        if (outbox.isEmpty()) {
            send(FrameBytes.heartBeat());
        }
    }

    @Override
    public void drain() {
        end(Disconnect.SHUTDOWN);
    }

    @Override
    public void onMessage(Opcode opcode, byte[] payload) {
        if (state == State.OPEN && ended == 0) {
            server.metrics().count(Metric.WEBSOCKET_MESSAGES_IN);
            if (conversation.onMessage(opcode, payload)) {
                intake.completed();
            }
        }
    }

    @Override
    public void onPing(byte[] payload) {
        controlled();
        outbox.offerUrgent(FrameBytes.frame(Opcode.PONG, payload));
    }

    @Override
    public void onPong(byte[] payload) {
        // Whatever was received is a sign of life; a pong is nothing more (RFC 6455 §5.5.3).
        controlled();
    }

    /** A control frame has ended; nothing else has, if it stood inside a message or a STOMP frame. */
    private void controlled() {
        if (!decoder.isInsideMessage() && !conversation.isUnfinished()) {
            intake.completed();
        }
    }

    @Override
    public void onClose(CloseStatus status) {
        if (claimEnd()) {
            server.count(Disconnect.NORMAL);
            liveness.closing(server.nanoTime());
            outbox.offerLast(bytes(FrameEncoder.encodeClose(echo(status))));
        } else if (outbox.isEmpty()) {
            connection.closeOnFlush();
        }
        become(State.CLOSED);
    }

    @Override
    public long send(byte[] frame) {
        return outbox.offer(frame);
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public void write(ByteBuffer bytes) {
        liveness.onSent(server.nanoTime());
        connection.write(bytes);
    }

    @Override
    public void overflowed(boolean all) {
        end(all ? Disconnect.SLOWEST : Disconnect.OUTBOX_FULL);
    }

    @Override
    public boolean hasRoom(int bytes) {
        return outbox.hasRoom(bytes);
    }

    @Override
    public void loggedIn(HeartBeat.Negotiated heartBeats, @Nullable String user) {
        liveness.loggedIn(heartBeats);
        connection.loggedIn();
        if (user != null) {
            intake.rates().user(user);
        }
        connection.execute(() -> {
            decoder.limits(bounds.limits());
            conversation.onLoggedIn();
        });
    }

    @Override
    public void resumeReading() {
        connection.execute(this::resumeIfDrained);
    }

    @Override
    public void end(Disconnect reason) {
        end(reason, reason.reason());
    }

    /** Whatever comes next is taken for the answer to our close frame, since it cannot be read (RFC 6455 §7.1.7). */
    private void fail(WebSocketViolation violation) {
        end(disconnect(violation.code()), violation.rule());
        become(State.FAILED);
    }

    private void end(Disconnect reason, String text) {
        if (!claimEnd()) {
            return;
        }
        server.count(reason);
        liveness.closing(server.nanoTime());
        outbox.offerLast(bytes(FrameEncoder.encodeClose(new CloseStatus(reason.code(), text))));
        connection.execute(() -> {
            if (state == State.OPEN) {
                become(State.CLOSING);
                connection.resumeReading();
            }
        });
    }

    /** True for the first caller, whose reason counts. */
    private boolean claimEnd() {
        return ENDED.compareAndSet(this, 0, 1);
    }

    /** The conversation ends with the open state. */
    private void become(State next) {
        boolean wasOpen = state == State.OPEN;
        state = next;
        if (wasOpen) {
            conversation.onClosed();
        }
    }

    private void resumeIfDrained() {
        if (!conversation.isStillFlooded() || state != State.OPEN) {
            connection.resumeReading();
        }
    }

    /** The same code comes back (RFC 6455 §5.5.1); a close without one is answered by one without. */
    private static CloseStatus echo(CloseStatus status) {
        return status.equals(CloseStatus.NO_STATUS) ? status : new CloseStatus(status.code(), "");
    }

    private static Disconnect disconnect(CloseCode code) {
        return switch (code) {
            case INVALID_PAYLOAD_DATA -> Disconnect.NOT_UTF8;
            case MESSAGE_TOO_BIG -> Disconnect.TOO_BIG;
            default -> Disconnect.WEBSOCKET_VIOLATION;
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
