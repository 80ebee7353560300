package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Bodies and their content-length. */
final class BodyScenarios {
    private static final String LENGTH = "1.2 \"Header content-length\"";
    private static final String BODY = "1.2 \"Augmented BNF\"";

    private BodyScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, BODY)
                        .ask("an empty body", at -> text(at, ""))
                        .ask("a body of UTF-8", at -> text(at, "\u00e9\u20ac\ud83d\ude00"))
                        .ask("line ends at both ends of a body stay", at -> text(at, "\n\r\nhello\n"))
                        .ask("a body that is not UTF-8", BodyScenarios::binary),
                new Clause(MUST, LENGTH)
                        .ask("a body with NUL and `content-length`", at -> sized(at, "a\0b\0"))
                        .ask(
                                "a body with a whole frame in it",
                                at -> sized(at, "x\0" + Client.frame("SEND\ndestination:/queue/test.x", "forged")))
                        .ask("`content-length` counts bytes, not characters", at -> sized(at, "\u00e9\u00e9"))
                        .ask("`content-length` too small is refused", at -> refused(at, "3")),
                new Clause(OPEN, LENGTH)
                        .ask("`content-length:-1` is refused", at -> refused(at, "-1"))
                        .ask("`content-length:many` is refused", at -> refused(at, "many")),
                new Clause(OPEN, "1.2 \"Size Limits\"")
                        .ask("`content-length` of 3 GB is refused", at -> refused(at, "3221225472")));
    }

    private static void text(Stage at, String body, String... headers) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.post(at.queue(), body, headers);
        client.message(body);
    }

    private static void sized(Stage at, String body) {
        text(at, body, "content-length:" + body.getBytes(StandardCharsets.UTF_8).length);
    }

    private static void binary(Stage at) {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (255 - i);
        }
        Client client = at.connect("1.2").subscribe("0", at.queue());
        String head = "SEND\ndestination:" + at.queue() + "\ncontent-length:" + bytes.length + "\nreceipt:sent\n\n";
        client.wire().binary(Client.latin1(head + new String(bytes, StandardCharsets.ISO_8859_1) + "\0"));
        client.probe().receipt("sent");
        if (!Arrays.equals(client.message().body(), bytes)) {
            throw Finding.deviates("changes the bytes");
        }
    }

    private static void refused(Stage at, String length) {
        at.connect("1.2").post(at.queue(), "hello", "content-length:" + length).mustRefuse("takes it");
    }
}
