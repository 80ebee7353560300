package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.List;

/** Header lines: escapes of each version, what is passed on, and commands that are none. */
final class HeaderScenarios {
    private static final String ENCODING_1_2 = "1.2 \"Value Encoding\"";
    private static final String ENCODING_1_1 = "1.1 \"Value Encoding\"";
    private static final String GRAMMAR = "1.2 \"Augmented BNF\"";
    private static final String CASE = "1.2 \"STOMP Frames\"";

    private HeaderScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, ENCODING_1_2)
                        .ask("`\\n` in a value, 1.2", at -> passed(at, "1.2", "note:a\\nb"))
                        .ask("`\\c` in a value, 1.2", at -> passed(at, "1.2", "note:a\\cb"))
                        .ask("`\\\\` in a value, 1.2", at -> passed(at, "1.2", "note:a\\\\nb"))
                        .ask("`\\r` in a value, 1.2", at -> passed(at, "1.2", "note:a\\rb"))
                        .ask("`\\c` in a name, 1.2", at -> passed(at, "1.2", "no\\cte:ab"))
                        .ask("undefined escape `\\t` is fatal, 1.2", at -> fatal(at, "1.2", "a\\tb"))
                        .ask("a lone backslash at the end is fatal, 1.2", at -> fatal(at, "1.2", "a\\"))
                        .ask("spaces around a value stay, 1.2", at -> passed(at, "1.2", "note: a "))
                        .ask("UTF-8 in a value", at -> passed(at, "1.2", "note:\u00e9\u20ac\ud83d\ude00")),
                new Clause(MUST, ENCODING_1_1)
                        .ask("`\\n` in a value, 1.1", at -> passed(at, "1.1", "note:a\\nb"))
                        .ask("`\\c` in a value, 1.1", at -> passed(at, "1.1", "note:a\\cb"))
                        .ask("`\\\\` in a value, 1.1", at -> passed(at, "1.1", "note:a\\\\nb"))
                        .ask("undefined escape `\\r` is fatal, 1.1", at -> fatal(at, "1.1", "a\\rb"))
                        .ask("spaces around a value stay, 1.1", at -> passed(at, "1.1", "note: a ")),
                new Clause(MUST, "1.0 \"Augmented BNF\"")
                        .ask("a backslash is only a backslash, 1.0", at -> passed(at, "1.0", "note:a\\nb\\q"))
                        .ask("a colon in a value, 1.0", at -> passed(at, "1.0", "note:http://host:80/"))
                        .ask(
                                "an escaped line end of a 1.2 sender makes no header line for a 1.0 subscriber",
                                HeaderScenarios::injection),
                new Clause(MUST, GRAMMAR)
                        .ask("an empty value", at -> passed(at, "1.2", "note:"))
                        .ask("a header line without a colon is refused", HeaderScenarios::noColon)
                        .ask("SENDX is not SEND", at -> notExecuted(at, "SENDX"))
                        .ask("SUBSCRIBED is not SUBSCRIBE", HeaderScenarios::notSubscribed),
                new Clause(MUST, "1.2 \"SEND\"")
                        .ask("a header of the user's own", at -> passed(at, "1.2", "x-kind:new"))
                        .ask("`content-type`", at -> passed(at, "1.2", "content-type:application/json;charset=utf-8")),
                new Clause(SHOULD, "1.2 \"Repeated Header Entries\"")
                        .ask("of repeated headers the first counts", HeaderScenarios::repeated),
                new Clause(MUST, CASE)
                        .ask("header names are case sensitive", HeaderScenarios::headerCase)
                        .ask("commands are case sensitive", at -> notExecuted(at, "send")),
                new Clause(OPEN, GRAMMAR).ask("a frame of a server is refused", HeaderScenarios::serverFrame));
    }

    /** A message with this header, sent and received in this version, has it as it was sent. */
    private static void passed(Stage at, String version, String line) {
        Client client = at.connect(version).subscribe("0", at.queue());
        client.post(at.queue(), "hello", line);
        StompFrame message = client.message("hello");
        if (!message.lines().contains(line)) {
            throw Finding.deviates(changed(message, line));
        }
    }

    private static String changed(StompFrame message, String line) {
        String name = line.substring(0, line.indexOf(':'));
        return message.header(name)
                .map(value -> "gives `" + name + ":" + value + "`")
                .orElseGet(() -> message.lines().stream()
                        .filter(other -> other.startsWith(name.substring(0, 2)))
                        .findFirst()
                        .map(other -> "gives `" + other + "`")
                        .orElse("leaves it out"));
    }

    private static void fatal(Stage at, String version, String value) {
        at.connect(version).post(at.queue(), "hello", "note:" + value).mustRefuse("takes it");
    }

    private static void injection(Stage at) {
        Client subscriber = at.connect("1.0").subscribe("0", at.queue());
        at.connect("1.2").post(at.queue(), "hello", "note:a\\nforged:yes");
        StompFrame message = subscriber.message("hello");
        if (message.header("forged").isPresent()) {
            throw Finding.deviates("the subscriber reads a forged header");
        }
    }

    private static void repeated(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.post(at.queue(), "hello", "note:first", "note:second");
        client.message("hello").mustHave("note", "first");
    }

    private static void noColon(Stage at) {
        at.connect("1.2").post(at.queue(), "hello", "note").mustRefuse("takes it");
    }

    private static void headerCase(Stage at) {
        at.connect("1.2").send("SEND\nDestination:" + at.queue(), "hello").mustRefuse("takes it");
    }

    /** A server may ignore or refuse a command that it does not know, but not take it for SEND. */
    private static void notExecuted(Stage at, String command) {
        Client subscriber = at.connect("1.2").subscribe("0", at.queue());
        at.connect("1.2")
                .send(command + "\ndestination:" + at.queue(), "forged")
                .settle();
        subscriber.post(at.queue(), "real").message("real");
    }

    private static void notSubscribed(Stage at) {
        Client client = at.connect("1.2");
        if (!client.send("SUBSCRIBED\nid:wrong\ndestination:" + at.topic()).settle()) {
            client.subscribe("right", at.topic()).post(at.topic(), "1").post(at.topic(), "2");
            client.message("1").mustHave("subscription", "right");
            client.message("2");
        }
    }

    private static void serverFrame(Stage at) {
        at.connect("1.2")
                .send("MESSAGE\ndestination:" + at.queue() + "\nmessage-id:1\nsubscription:0", "hello")
                .mustRefuse("takes it");
    }
}
