package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.List;

/** Heart-beats: how they are agreed upon, and how they come. */
final class HeartBeatScenarios {
    private static final String BEATS = "1.2 \"Heart-beating\"";
    private static final int FAST_MILLIS = 100;

    private HeartBeatScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, BEATS)
                        .ask("`heart-beat:0,1000`: a beat comes", HeartBeatScenarios::beats)
                        .ask("a beat from the client: LF", at -> beat(at, "\n"))
                        .ask("a beat from the client: CR LF", at -> beat(at, "\r\n")),
                new Clause(SHOULD, "1.2 \"STOMP Frames\", a stream")
                        .ask("two beats from the client in one message", at -> beat(at, "\n\n")),
                new Clause(OPEN, BEATS)
                        .ask("`heart-beat:0,1`: no beat every millisecond", HeartBeatScenarios::fastBeats)
                        .ask("`heart-beat:1,0`: none expected every millisecond", HeartBeatScenarios::lateBeats)
                        .ask("a heart-beat header that is no pair of numbers is refused", HeartBeatScenarios::odd));
    }

    private static void beats(Stage at) {
        at.connect("1.2", "heart-beat:0,1000").beat();
    }

    private static void beat(Stage at, String beat) {
        Client client = at.connect("1.2");
        client.wire().text(beat);
        client.post(at.queue(), "hello", "receipt:1").receipt("1");
    }

    private static void fastBeats(Stage at) {
        String agreed = agreed(at, "0,1");
        int period = Integer.parseInt(agreed.substring(0, agreed.indexOf(',')));
        if (period > 0 && period < FAST_MILLIS) {
            throw Finding.deviates("agrees to a beat every " + period + " ms");
        }
    }

    private static String agreed(Stage at, String wanted) {
        return at.open("v12.stomp")
                .send("CONNECT\naccept-version:1.2\nheart-beat:" + wanted + Stage.LOGIN)
                .connected()
                .header("heart-beat")
                .orElse("0,0");
    }

    private static void lateBeats(Stage at) {
        String agreed = agreed(at, "1,0");
        int period = Integer.parseInt(agreed.substring(agreed.indexOf(',') + 1));
        if (period > 0 && period < FAST_MILLIS) {
            throw Finding.deviates("expects a beat every " + period + " ms");
        }
    }

    private static void odd(Stage at) {
        at.open("v12.stomp")
                .send("CONNECT\naccept-version:1.2\nheart-beat:often" + Stage.LOGIN)
                .mustRefuse("takes it");
    }
}
