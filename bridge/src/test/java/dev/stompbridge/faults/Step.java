package dev.stompbridge.faults;

import dev.stompbridge.stomp.StompCommand;

/**
 * One client frame of an exchange.
 *
 * @param subject the number of the message that an ACK or NACK means; {@code out} or {@code direct} for a SEND, to the
 *     queue of this name; empty otherwise
 * @param transaction empty for none
 * @param body of a SEND
 */
record Step(StompCommand command, String subject, String transaction, String body) {
    static Step of(StompCommand command) {
        return new Step(command, "", "", "");
    }

    static Step of(StompCommand command, int message) {
        return new Step(command, Integer.toString(message), "", "");
    }

    static Step transaction(StompCommand command, String transaction) {
        return new Step(command, "", transaction, "");
    }

    static Step send(String queue, String body) {
        return new Step(StompCommand.SEND, queue, "", body);
    }

    Step in(String transaction) {
        return new Step(command, subject, transaction, body);
    }

    int message() {
        return Integer.parseInt(subject);
    }

    @Override
    public String toString() {
        return String.join(" ", command.name(), subject, body, transaction).strip();
    }
}
