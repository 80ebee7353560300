package dev.stompbridge.sharing;

import dev.stompbridge.brokerconfig.AccessVerb;
import dev.stompbridge.sharing.AccessTable.Row;

/** What a browser does with a destination; the frames of it ask for one receipt, {@code asked}. */
enum Verb {
    SEND('w', AccessVerb.WRITE, "SEND\ndestination:%s\nreceipt:asked\n\n%s^@"),
    SEND_IN_TRANSACTION(
            'w',
            AccessVerb.WRITE,
            "BEGIN\ntransaction:t\n\n^@SEND\ntransaction:t\ndestination:%s\n\n%s^@"
                    + "COMMIT\ntransaction:t\nreceipt:asked\n\n^@"),
    SUBSCRIBE_SHARED('r', AccessVerb.READ, "SUBSCRIBE\nid:s\ndestination:%s\nreceipt:asked\n\n^@"),
    SUBSCRIBE_PRIVATE('r', AccessVerb.READ, "SUBSCRIBE\nid:s\ndestination:%s\nack:client\nreceipt:asked\n\n^@"),
    SUBSCRIBE_DURABLY(
            'd',
            AccessVerb.READ_DURABLE,
            "SUBSCRIBE\nid:s\ndestination:%s\nactivemq.subscriptionName:n\nreceipt:asked\n\n^@"),
    BROWSE('r', AccessVerb.READ, "SUBSCRIBE\nid:s\ndestination:%s\nbrowser:true\nreceipt:asked\n\n^@");

    /** What comes of it. */
    enum Outcome {
        ALLOWED,
        /** 4002. */
        DENIED,
        /** 4000: such a name cannot be used so. */
        BAD
    }

    private final char letter;
    private final AccessVerb access;
    private final String frames;

    Verb(char letter, AccessVerb access, String frames) {
        this.letter = letter;
        this.access = access;
        this.frames = frames;
    }

    /** As it is asked of those who explain. */
    AccessVerb access() {
        return access;
    }

    boolean isSend() {
        return letter == 'w';
    }

    String frames(String destination, String body) {
        return frames.formatted(destination.replace("\\", "\\\\").replace(":", "\\c"), body);
    }

    /** Only queues are browsed; only topics are subscribed to durably, and not without a login. */
    Outcome expected(Row row, String user) {
        boolean unusable = row.isBad(letter)
                || (this == BROWSE && row.isTopic())
                || (this == SUBSCRIBE_DURABLY && (!row.isTopic() || user.equals(AccessTable.ANONYMOUS)));
        if (unusable) {
            return Outcome.BAD;
        }
        return row.isGranted(user, letter) ? Outcome.ALLOWED : Outcome.DENIED;
    }

    /** What an ERROR says to somebody who may not. */
    String refusal(String destination) {
        return "not authorized to " + (isSend() ? "send to " : "subscribe to ") + destination;
    }
}
