package dev.stompbridge.net;

import dev.stompbridge.security.SessionRates;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.session.SessionContext;
import dev.stompbridge.session.StompSession;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompDecoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompLimits;
import dev.stompbridge.stomp.StompSink;
import dev.stompbridge.stomp.StompViolation;
import dev.stompbridge.websocket.Opcode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * STOMP over WebSocket. Frames and WebSocket messages need not coincide: a frame may be split over several messages, and
 * one message may hold several frames.
 */
public final class StompEndpoint implements Endpoint {
    private static final List<String> SUBPROTOCOLS = List.of("v12.stomp", "v11.stomp", "v10.stomp");

    private final SessionContext context;
    private final StompLimits beforeLogin;
    private final StompLimits limits;
    private final Bounds bounds;

    public StompEndpoint(SessionContext context, StompLimits beforeLogin, StompLimits limits, Bounds bounds) {
        this.context = context;
        this.beforeLogin = beforeLogin;
        this.limits = limits;
        this.bounds = bounds;
    }

    @Override
    public List<String> subprotocols() {
        return SUBPROTOCOLS;
    }

    @Override
    public Bounds bounds() {
        return bounds;
    }

    @Override
    public Conversation open(Outbound out, Arrival arrival, SessionRates rates) {
        return new StompConversation(new StompSession(context, out, arrival), rates);
    }

    private final class StompConversation implements Conversation, StompSink {
        private final StompSession session;
        private final SessionRates rates;
        private final StompDecoder decoder;
        private boolean completed;
        private boolean tooFast;

        private StompConversation(StompSession session, SessionRates rates) {
            this.session = session;
            this.rates = rates;
            this.decoder = new StompDecoder(beforeLogin, this);
        }

        @Override
        public boolean onMessage(Opcode opcode, byte[] payload) {
            completed = !decoder.isInFrame();
            try {
                decoder.decode(ByteBuffer.wrap(payload));
            } catch (StompViolation e) {
                session.violated(e);
            }
            return completed;
        }

        @Override
        public boolean isUnfinished() {
            return decoder.isInFrame();
        }

        @Override
        public void onFrame(StompFrame frame) {
            completed = true;
            if (tooFast) {
                return;
            }
            if (rates.onFrame() && (frame.command() != StompCommand.SEND || rates.onSend())) {
                session.received(frame);
            } else {
                onTooFast(Objects.requireNonNull(rates.exceeded()).rule());
            }
        }

        @Override
        public void onTooFast(String rule) {
            if (!tooFast) {
                tooFast = true;
                session.sentTooFast(rule);
            }
        }

        @Override
        public void onTooSlow() {
            session.sentTooSlowly();
        }

        @Override
        public void onHeartBeat() {
            // Whatever is received is a sign of life; the connection has noted it.
        }

        @Override
        public void onWritten(long position) {
            session.written(position);
        }

        @Override
        public void onTick(long nowNanos) {
            session.tick(nowNanos);
        }

        @Override
        public void onClosed() {
            session.closed();
        }

        @Override
        public void onLoggedIn() {
            decoder.limits(limits);
        }

        @Override
        public boolean isFlooded() {
            return session.isFlooded();
        }

        @Override
        public boolean isStillFlooded() {
            return session.isStillFlooded();
        }
    }
}
