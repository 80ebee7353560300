package dev.stompbridge.faults;

import static dev.stompbridge.stomp.StompCommand.ABORT;
import static dev.stompbridge.stomp.StompCommand.ACK;
import static dev.stompbridge.stomp.StompCommand.BEGIN;
import static dev.stompbridge.stomp.StompCommand.COMMIT;
import static dev.stompbridge.stomp.StompCommand.CONNECT;
import static dev.stompbridge.stomp.StompCommand.DISCONNECT;
import static dev.stompbridge.stomp.StompCommand.NACK;
import static dev.stompbridge.stomp.StompCommand.SUBSCRIBE;
import static dev.stompbridge.stomp.StompCommand.UNSUBSCRIBE;

import java.util.List;

/** An exchange with everything in it, in one acknowledgement mode. */
enum Plan {
    CUMULATIVE("client", 6, List.of(0, 1, 2, 4, 5)),
    INDIVIDUAL("client-individual", 6, List.of(0, 1, 2, 4, 5)),
    /** What was delivered last is acknowledged first. */
    LAST_FIRST("client-individual", 100, List.of(11, 9, 10, 7, 8));

    /** That wait in the input queue, numbered from 0. */
    static final int MESSAGES = 12;

    private final String mode;
    private final int prefetch;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Integer> picks;

    Plan(String mode, int prefetch, List<Integer> picks) {
        this.mode = mode;
        this.prefetch = prefetch;
        this.picks = picks;
    }

    String mode() {
        return mode;
    }

    boolean isCumulative() {
        return mode.equals("client");
    }

    int prefetch() {
        return prefetch;
    }

    /** Messages that come before anything is acknowledged. */
    int firstMessages() {
        return Math.min(prefetch, MESSAGES);
    }

    List<Step> steps() {
        return List.of(
                Step.of(CONNECT),
                Step.of(SUBSCRIBE),
                Step.of(ACK, picks.get(0)),
                Step.of(NACK, picks.get(1)),
                Step.transaction(BEGIN, "t"),
                Step.send("out", "t0").in("t"),
                Step.send("out", "t1").in("t"),
                Step.of(ACK, picks.get(2)).in("t"),
                Step.send("direct", "d0"),
                Step.transaction(COMMIT, "t"),
                Step.transaction(BEGIN, "u"),
                Step.send("out", "u0").in("u"),
                Step.of(ACK, picks.get(3)).in("u"),
                Step.transaction(ABORT, "u"),
                Step.of(ACK, picks.get(3)),
                Step.transaction(BEGIN, "v"),
                Step.send("out", "v0").in("v"),
                Step.of(NACK, picks.get(4)).in("v"),
                Step.transaction(COMMIT, "v"),
                Step.send("direct", "d1"),
                Step.transaction(BEGIN, "left-open"),
                Step.send("out", "w0").in("left-open"),
                Step.of(UNSUBSCRIBE),
                Step.of(DISCONNECT));
    }
}
