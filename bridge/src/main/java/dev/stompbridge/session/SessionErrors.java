package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ERROR frames: a short text and a reference that stands in the log as well, nothing of the inside. */
final class SessionErrors {
    private static final Logger LOG = LoggerFactory.getLogger(SessionErrors.class);

    private SessionErrors() {}

    /** STOMP 1.2 "Protocol Negotiation". */
    static StompFrame noCommonVersion() {
        return new StompFrame(
                StompCommand.ERROR,
                StompHeaders.of("version", "1.0,1.1,1.2", "content-type", "text/plain", "message", "no common version"),
                "The bridge speaks the protocol versions 1.0, 1.1 and 1.2.".getBytes(UTF_8));
    }

    /**
     * STOMP 1.2 "ERROR": with the receipt of the frame that caused it, null if there is none, and with the seconds after
     * which coming back makes sense, in words that HTTP has for it (RFC 9110 §10.2.3).
     */
    static StompFrame error(@Nullable StompFrame cause, String text, Disconnect reason) {
        String reference = Long.toHexString(ThreadLocalRandom.current().nextLong() | 0x1000000000000000L);
        LOG.info("ERROR {} to a browser: {}", reference, text);
        StompHeaders.Builder headers =
                StompHeaders.builder().add("message", text).add("content-type", "text/plain");
        String receipt = cause == null ? null : cause.headers().get("receipt");
        if (receipt != null) {
            headers.add("receipt-id", receipt);
        }
        if (reason.retryAfterSeconds() > 0) {
            headers.add("retry-after", Integer.toString(reason.retryAfterSeconds()));
        }
        String frame = cause == null ? "" : cause.command() + ": ";
        String body = frame + text + (text.endsWith(".") ? "" : ".") + "\nReference: " + reference + "\n";
        return new StompFrame(StompCommand.ERROR, headers.build(), body.getBytes(UTF_8));
    }

    /** Who may not do something is told what: the verb and the destination. */
    static String text(@Nullable StompFrame cause, BrokerException failure) {
        String text = String.valueOf(failure.getMessage());
        String destination = cause == null ? null : cause.headers().get("destination");
        if (failure.kind() != BrokerException.Kind.ACCESS_DENIED || cause == null || destination == null) {
            return text;
        }
        return text + " to " + (cause.command() == StompCommand.SEND ? "send to " : "subscribe to ") + destination;
    }

    static Disconnect disconnect(BrokerException.Kind kind) {
        return switch (kind) {
            case LOGIN_REFUSED -> Disconnect.LOGIN_REFUSED;
            case ACCESS_DENIED -> Disconnect.ACCESS_DENIED;
            case LOST -> Disconnect.BROKER_LOST;
            case BUSY -> Disconnect.BUSY;
            case TOO_MANY_SESSIONS -> Disconnect.TOO_MANY_SESSIONS;
            case RIGHTS_CHANGED -> Disconnect.RIGHTS_CHANGED;
            case CLIENT_ID_IN_USE -> Disconnect.CLIENT_ID_IN_USE;
            case FULL -> Disconnect.BROKER_FULL;
            case BAD_DESTINATION, BAD_HEADER, UNSUPPORTED, LIMIT, FAILED -> Disconnect.STOMP_ERROR;
        };
    }
}
