package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.List;

/** RECEIPT for every command, and what an ERROR says and does. */
final class ReceiptScenarios {
    private static final String RECEIPT = "1.2 \"Header receipt\"";
    private static final String ERROR = "1.2 \"ERROR\"";

    private ReceiptScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, RECEIPT)
                        .ask("receipt of SEND", ReceiptScenarios::send)
                        .ask("receipt of SUBSCRIBE", at -> at.connect("1.2").subscribe("0", at.queue()))
                        .ask("receipt of UNSUBSCRIBE", ReceiptScenarios::unsubscribe)
                        .ask("receipt of ACK", at -> acknowledged(at, "ACK"))
                        .ask("receipt of NACK", at -> acknowledged(at, "NACK"))
                        .ask("receipt of BEGIN", at -> transaction(at, "BEGIN"))
                        .ask("receipt of COMMIT", at -> transaction(at, "COMMIT"))
                        .ask("receipt of ABORT", at -> transaction(at, "ABORT"))
                        .ask(
                                "receipt of DISCONNECT",
                                at -> at.connect("1.2")
                                        .send("DISCONNECT\nreceipt:bye")
                                        .receipt("bye"))
                        .ask("a receipt of each of 20 SENDs, none awaited", ReceiptScenarios::twenty),
                new Clause(MUST, "1.2 \"RECEIPT\", \"Value Encoding\"")
                        .ask("a receipt with an escaped colon", ReceiptScenarios::escaped),
                new Clause(SHOULD, ERROR)
                        .ask("ERROR has a short message", at -> faulty(at).need("message"))
                        .ask(
                                "ERROR names the receipt of the faulty frame",
                                at -> faulty(at).mustHave("receipt-id", "faulty")),
                new Clause(MUST, "1.2 \"SEND\"")
                        .ask("SEND without destination: ERROR", ReceiptScenarios::faulty)
                        .ask("SEND to a forbidden destination: ERROR", ReceiptScenarios::forbiddenSend),
                new Clause(MUST, "1.2 \"SUBSCRIBE\"")
                        .ask("SUBSCRIBE to a forbidden destination: ERROR", ReceiptScenarios::forbiddenSubscribe)
                        .ask(
                                "a forbidden SUBSCRIBE without a receipt header: ERROR",
                                ReceiptScenarios::silentlyForbiddenSubscribe)
                        .ask(
                                "the connection closes after a forbidden SUBSCRIBE",
                                ReceiptScenarios::closesWhenForbidden),
                new Clause(MUST, ERROR)
                        .ask("the connection closes after an ERROR, 1.2", at -> closes(at, "1.2"))
                        .ask(
                                "a frame behind the faulty one in the same message is not executed",
                                ReceiptScenarios::behindInOneMessage)
                        .ask(
                                "a frame behind the faulty one in the next message is not executed",
                                ReceiptScenarios::behindInTheNext),
                new Clause(MUST, "1.1 \"SEND\"")
                        .ask("the connection closes after a failed SEND, 1.1", at -> closes(at, "1.1")),
                new Clause(OPEN, ERROR).ask("no stack trace in ERROR", ReceiptScenarios::stackTrace));
    }

    private static void send(Stage at) {
        at.connect("1.2").post(at.queue(), "hello", "receipt:1").receipt("1");
    }

    private static void unsubscribe(Stage at) {
        at.connect("1.2")
                .subscribe("0", at.queue())
                .send("UNSUBSCRIBE\nid:0\nreceipt:1")
                .receipt("1");
    }

    private static void acknowledged(Stage at, String command) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "ack:client-individual");
        client.post(at.queue(), "hello");
        client.send(command + "\nid:" + client.message("hello").need("ack") + "\nreceipt:1")
                .receipt("1");
    }

    private static void transaction(Stage at, String command) {
        Client client = at.connect("1.2");
        if (!command.equals("BEGIN")) {
            client.send("BEGIN\ntransaction:t");
        }
        client.send(command + "\ntransaction:t\nreceipt:1").receipt("1");
    }

    private static void twenty(Stage at) {
        Client client = at.connect("1.2");
        for (int i = 0; i < 20; i++) {
            client.post(at.queue(), "hello", "receipt:r" + i);
        }
        client.probe();
        for (int i = 0; i < 20; i++) {
            client.receipt("r" + i);
        }
    }

    private static void escaped(Stage at) {
        at.connect("1.2").post(at.queue(), "hello", "receipt:a\\cb").receipt("a\\cb");
    }

    private static StompFrame faulty(Stage at) {
        return at.connect("1.2").send("SEND\nreceipt:faulty", "nowhere").error("answers RECEIPT");
    }

    private static void forbiddenSend(Stage at) {
        at.connect("1.2").post("/queue/forbidden", "hello", "receipt:1").error("answers RECEIPT");
    }

    private static void forbiddenSubscribe(Stage at) {
        at.connect("1.2")
                .send("SUBSCRIBE\nid:0\ndestination:/queue/forbidden\nreceipt:1")
                .error("answers RECEIPT");
    }

    private static void silentlyForbiddenSubscribe(Stage at) {
        at.connect("1.2").send("SUBSCRIBE\nid:0\ndestination:/queue/forbidden").error("answers something else");
    }

    private static void closes(Stage at, String version) {
        Client client = at.connect(version).send("SEND", "nowhere");
        client.error("answers RECEIPT");
        client.mustClose("stays open");
    }

    private static void closesWhenForbidden(Stage at) {
        Client client = at.connect("1.2").send("SUBSCRIBE\nid:0\ndestination:/queue/forbidden\nreceipt:1");
        client.error("answers RECEIPT");
        client.mustClose("stays open");
    }

    private static void behindInOneMessage(Stage at) {
        Client client = at.connect("1.2");
        client.wire().text(Client.frame("SEND", "nowhere") + Client.frame("SEND\ndestination:" + at.queue(), "behind"));
        client.settle();
        at.mustHold(at.queue());
    }

    private static void behindInTheNext(Stage at) {
        Client client = at.connect("1.2");
        client.send("SEND", "nowhere").post(at.queue(), "behind").settle();
        at.mustHold(at.queue());
    }

    private static void stackTrace(Stage at) {
        StompFrame error = faulty(at);
        if (error.text().contains("\tat ") || error.lines().toString().contains("Exception")) {
            throw Finding.deviates("a Java stack trace");
        }
    }
}
