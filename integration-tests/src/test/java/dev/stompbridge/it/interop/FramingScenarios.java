package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How frames lie in WebSocket messages, and line ends around and inside them. */
final class FramingScenarios {
    private static final String STREAM = "1.2 \"STOMP Frames\", a stream";
    private static final String GRAMMAR = "1.2 \"Augmented BNF\"";

    private FramingScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(SHOULD, STREAM)
                        .ask("a frame split over two messages", FramingScenarios::split)
                        .ask("a frame split inside its NUL-terminated body", FramingScenarios::splitBody)
                        .ask("a frame in messages of one byte each", FramingScenarios::byteByByte)
                        .ask("two frames in one message", FramingScenarios::together)
                        .ask("a frame and a half in one message", FramingScenarios::oneAndAHalf)
                        .ask("a frame in a binary message", FramingScenarios::binaryMessage)
                        .ask("a body whose `content-length` reaches into the next message", FramingScenarios::longBody),
                new Clause(MUST, "RFC 6455 §5.4").ask("a message in three fragments", FramingScenarios::fragments),
                new Clause(MUST, "RFC 6455 §5.5.2")
                        .ask("a ping between fragments is answered", FramingScenarios::pingBetween),
                new Clause(MUST, "RFC 6455 §5.1").ask("an unmasked frame is refused", FramingScenarios::unmasked),
                new Clause(MUST, "RFC 6455 §8.1")
                        .ask("text that is not UTF-8 is refused", FramingScenarios::brokenText),
                new Clause(MUST, GRAMMAR)
                        .ask("LF after the NUL", at -> accepted(at, "", "\n"))
                        .ask("three LF after the NUL", at -> accepted(at, "", "\n\n\n"))
                        .ask("CR LF after the NUL", at -> accepted(at, "", "\r\n"))
                        .ask("LF before a frame in one message", at -> accepted(at, "\n", ""))
                        .ask("CR LF at the line ends of a head, 1.2", FramingScenarios::carriageReturns),
                new Clause(OPEN, "1.2 \"Size Limits\"").ask("a message of 1 MiB", FramingScenarios::large));
    }

    private static String asked(Stage at, String receipt) {
        return Client.frame("SEND\ndestination:" + at.queue() + "\nreceipt:" + receipt, "hello");
    }

    private static void split(Stage at) {
        Client client = at.connect("1.2");
        String frame = asked(at, "1");
        client.wire().text(frame.substring(0, 12));
        client.wire().text(frame.substring(12));
        client.probe().receipt("1");
    }

    private static void splitBody(Stage at) {
        Client client = at.connect("1.2");
        String frame = asked(at, "1");
        client.wire().text(frame.substring(0, frame.length() - 3));
        client.wire().text(frame.substring(frame.length() - 3));
        client.probe().receipt("1");
    }

    private static void byteByByte(Stage at) {
        Client client = at.connect("1.2");
        asked(at, "1").chars().forEach(one -> client.wire().text(Character.toString(one)));
        client.probe().receipt("1");
    }

    private static void together(Stage at) {
        Client client = at.connect("1.2");
        client.wire().text(asked(at, "1") + asked(at, "2"));
        client.probe().receipt("1").receipt("2");
    }

    private static void oneAndAHalf(Stage at) {
        Client client = at.connect("1.2");
        String second = asked(at, "2");
        client.wire().text(asked(at, "1") + second.substring(0, 9));
        client.wire().text(second.substring(9));
        client.probe().receipt("1").receipt("2");
    }

    private static void binaryMessage(Stage at) {
        Client client = at.connect("1.2");
        client.wire().binary(Client.latin1(asked(at, "1")));
        client.probe().receipt("1");
    }

    private static void longBody(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.wire().text("SEND\ndestination:" + at.queue() + "\ncontent-length:11\nreceipt:1\n\nhello\0");
        client.wire().text("world\0");
        client.probe().receipt("1").message("hello\0world");
    }

    private static void fragments(Stage at) {
        Client client = at.connect("1.2");
        fragmented(client, asked(at, "1"), false);
        client.probe().receipt("1");
    }

    private static void pingBetween(Stage at) {
        Client client = at.connect("1.2");
        fragmented(client, asked(at, "1"), true);
        Wire.Received pong = client.wire().next();
        if (pong.opcode() != Wire.PONG || !new String(pong.payload(), StandardCharsets.UTF_8).equals("between")) {
            throw Finding.deviates("sends no pong first");
        }
        client.probe().receipt("1");
    }

    private static void fragmented(Client client, String frame, boolean ping) {
        client.wire().fragment(false, Wire.TEXT, frame.substring(0, 7));
        if (ping) {
            client.wire().ping("between");
        }
        client.wire().fragment(false, Wire.CONTINUATION, frame.substring(7, 20));
        client.wire().fragment(true, Wire.CONTINUATION, frame.substring(20));
    }

    private static void unmasked(Stage at) {
        Client client = at.connect("1.2");
        client.wire().unmasked(asked(at, "1"));
        client.mustRefuse("takes it");
    }

    private static void brokenText(Stage at) {
        Client client = at.connect("1.2");
        String frame = Client.frame("SEND\ndestination:" + at.queue(), "\u00ff\u00fe");
        client.wire().textOf(Client.latin1(frame));
        client.mustRefuse("takes it");
    }

    private static void accepted(Stage at, String before, String after) {
        Client client = at.connect("1.2");
        client.wire().text(before + asked(at, "1") + after);
        client.wire().text(before + asked(at, "2") + after);
        client.probe().receipt("1").receipt("2");
    }

    private static void carriageReturns(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.wire().text("SEND\r\ndestination:" + at.queue() + "\r\nkind:new\r\nreceipt:1\r\n\r\nhello\0\r\n");
        client.probe().receipt("1").message("hello").mustHave("kind", "new");
    }

    private static void large(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        String body = "0123456789abcdef".repeat(64 * 1024);
        client.post(at.queue(), body, "receipt:1").receipt("1").message(body);
    }
}
