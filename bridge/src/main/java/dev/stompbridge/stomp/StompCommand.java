package dev.stompbridge.stomp;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All commands of the three versions. The name of a constant is its text on the wire. Which version knows which command
 * (NACK and STOMP came with 1.1) is the session's to check.
 */
public enum StompCommand {
    CONNECT(Sender.CLIENT),
    /** The same as CONNECT, for those who have to tell STOMP from HTTP (STOMP 1.2 "CONNECT or STOMP Frame"). */
    STOMP(Sender.CLIENT),
    SEND(Sender.CLIENT),
    SUBSCRIBE(Sender.CLIENT),
    UNSUBSCRIBE(Sender.CLIENT),
    ACK(Sender.CLIENT),
    NACK(Sender.CLIENT),
    BEGIN(Sender.CLIENT),
    COMMIT(Sender.CLIENT),
    ABORT(Sender.CLIENT),
    DISCONNECT(Sender.CLIENT),
    CONNECTED(Sender.SERVER),
    MESSAGE(Sender.SERVER),
    RECEIPT(Sender.SERVER),
    ERROR(Sender.SERVER);

    /** The end of a connection that sends a command. */
    enum Sender {
        CLIENT,
        SERVER
    }

    private static final Map<String, StompCommand> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(StompCommand::name, Function.identity()));

    private final Sender sender;

    StompCommand(Sender sender) {
        this.sender = sender;
    }

    /** Whether clients send it; all others come from servers. */
    public boolean isSentByClient() {
        return sender == Sender.CLIENT;
    }

    /** "Only the SEND, MESSAGE, and ERROR frames MAY have a body" (STOMP 1.2 "Body"). */
    public boolean mayHaveBody() {
        return this == SEND || this == MESSAGE || this == ERROR;
    }

    /** CONNECT or STOMP, which open a session and tell the client's versions. */
    public boolean opensSession() {
        return this == CONNECT || this == STOMP;
    }

    /** Whether its headers are escaped from 1.1 on: those of CONNECT, STOMP and CONNECTED never are. */
    boolean hasEscapedHeaders() {
        return !opensSession() && this != CONNECTED;
    }

    /** The command with exactly this text, in upper case as sent, if {@code sender} may send it; otherwise null. */
    static @Nullable StompCommand of(String text, Sender sender) {
        StompCommand command = BY_NAME.get(text);
        return command != null && command.sender == sender ? command : null;
    }
}
