package dev.stompbridge.broker;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.ResourceAllocationException;
import java.io.IOException;
import org.apache.activemq.DestinationDoesNotExistException;
import org.jspecify.annotations.Nullable;

/** The broker, or the mapping to it, refused something. The message is a short sentence that may be shown to a browser. */
public final class BrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is; decides what the browser is told. */
    public enum Kind {
        /** The name is none that browsers may use. */
        BAD_DESTINATION,
        /** A header has a value that its meaning does not allow. */
        BAD_HEADER,
        /** Known, but not offered. */
        UNSUPPORTED,
        /** Nobody with these credentials exists. */
        LOGIN_REFUSED,
        /** The identity may not do this. */
        ACCESS_DENIED,
        /** Too many logins are waiting to be checked, or too many were wrong. */
        BUSY,
        /** A session may not have more of this. */
        LIMIT,
        /** The user has as many sessions as he may have. */
        TOO_MANY_SESSIONS,
        /** The user may do other things than when he logged in. */
        RIGHTS_CHANGED,
        /** Another session has this client id. */
        CLIENT_ID_IN_USE,
        /** The broker has no room for the message. */
        FULL,
        /** The link to the broker is gone. */
        LOST,
        /** Everything else; details are in the log only. */
        FAILED
    }

    private final Kind kind;

    public BrokerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private BrokerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What the broker threw, without its words: they may name internals. */
    static BrokerException of(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            BrokerException known = known(t);
            if (known != null) {
                return known;
            }
        }
        if (cause instanceof IOException) {
            return new BrokerException(Kind.LOST, "the link to the broker is lost", cause);
        }
        return new BrokerException(Kind.FAILED, "the broker refused it", cause);
    }

    private static @Nullable BrokerException known(Throwable cause) {
        if (cause instanceof SecurityException) {
            return new BrokerException(Kind.ACCESS_DENIED, "not authorized", cause);
        }
        if (cause instanceof ResourceAllocationException) {
            return new BrokerException(Kind.FULL, "the broker has no room for it", cause);
        }
        if (cause instanceof InvalidClientIDException) {
            return new BrokerException(Kind.CLIENT_ID_IN_USE, "the client id is in use", cause);
        }
        if (cause instanceof InvalidDestinationException || cause instanceof DestinationDoesNotExistException) {
            return new BrokerException(Kind.BAD_DESTINATION, "the destination does not exist", cause);
        }
        return null;
    }

    public Kind kind() {
        return kind;
    }
}
