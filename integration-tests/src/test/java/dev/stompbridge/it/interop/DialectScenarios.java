package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.DIALECT;
import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.List;

/** Destinations, headers of ActiveMQ, and what a browser might do with them. */
final class DialectScenarios {
    private static final String EXTENSIONS = "ActiveMQ: STOMP extensions";
    private static final String COMPOSITE = "ActiveMQ: composite destinations";
    private static final String TEMPORARY = "ActiveMQ: STOMP temporary destinations";
    private static final String NO_CLAUSE = "none";

    private DialectScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(DIALECT, EXTENSIONS)
                        .ask("priority, type and correlation-id", DialectScenarios::properties)
                        .ask("expires in the past: not delivered", DialectScenarios::expired),
                new Clause(DIALECT, COMPOSITE)
                        .ask("SEND to a composite destination", DialectScenarios::sendToBoth)
                        .ask("SUBSCRIBE to a composite destination", DialectScenarios::subscribeToBoth),
                new Clause(DIALECT, TEMPORARY)
                        .ask("request and reply over `/temp-queue/`", DialectScenarios::reply)
                        .ask("another session does not read a temporary queue", DialectScenarios::foreignTemporary),
                new Clause(MUST, "1.2 \"SUBSCRIBE\"")
                        .ask("a composite with a forbidden part is refused", DialectScenarios::partlyForbidden),
                new Clause(SHOULD, "1.2 \"MESSAGE\", destination")
                        .ask("a destination with `?` is refused or kept as it is", DialectScenarios::options),
                new Clause(OPEN, NO_CLAUSE)
                        .ask("advisories are closed", at -> refused(at, "/topic/ActiveMQ.Advisory.>"))
                        .ask("CONNECTED tells no version of the server", DialectScenarios::version)
                        .ask("an `activemq.` header that is not documented has no effect", DialectScenarios::injection)
                        .ask("`activemq.prefetchSize` that is no number is refused", DialectScenarios::oddPrefetch)
                        .ask(
                                "an unknown `transformation` does not touch the body",
                                at -> transformed(at, "java.lang.Runtime"))
                        .ask(
                                "`transformation:jms-object-xml` makes no object of the body",
                                at -> transformed(at, "jms-object-xml")),
                new Clause(OPEN, "1.2 \"MESSAGE\"")
                        .ask("a sender cannot forge subscription and message-id", DialectScenarios::forged));
    }

    private static void properties(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.post(at.queue(), "hello", "priority:7", "type:news", "correlation-id:c1");
        client.message("hello")
                .mustHave("priority", "7")
                .mustHave("type", "news")
                .mustHave("correlation-id", "c1");
    }

    private static void expired(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.post(at.queue(), "old", "expires:1000000").post(at.queue(), "new");
        client.message("new");
    }

    private static void sendToBoth(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue()).subscribe("1", at.queue() + ".b");
        client.post(at.queue() + "," + at.queue() + ".b", "hello");
        client.message("hello");
        client.message("hello");
    }

    private static void subscribeToBoth(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue() + "," + at.queue() + ".b");
        client.post(at.queue(), "a").message("a");
        client.post(at.queue() + ".b", "b").message("b");
    }

    private static void reply(Stage at) {
        Client server = at.connect("1.2").subscribe("0", at.queue());
        Client asking = at.connect("1.2").subscribe("0", "/temp-queue/answers");
        asking.post(at.queue(), "what?", "reply-to:/temp-queue/answers");
        server.post(server.message("what?").need("reply-to"), "that");
        asking.message("that");
    }

    private static void foreignTemporary(Stage at) {
        Client server = at.connect("1.2").subscribe("0", at.queue());
        Client asking = at.connect("1.2").subscribe("0", "/temp-queue/answers");
        asking.post(at.queue(), "what?", "reply-to:/temp-queue/answers");
        String address = server.message("what?").need("reply-to");
        server.send("SUBSCRIBE\nid:1\nreceipt:wanted\ndestination:" + address).mustRefuse("lets it subscribe");
    }

    private static void refused(Stage at, String destination) {
        at.connect("1.2")
                .send("SUBSCRIBE\nid:0\nreceipt:wanted\ndestination:" + destination)
                .mustRefuse("takes it");
    }

    private static void partlyForbidden(Stage at) {
        refused(at, at.queue() + ",/queue/forbidden");
    }

    private static void oddPrefetch(Stage at) {
        refused(at, at.queue() + "\nactivemq.prefetchSize:many");
    }

    private static void options(Stage at) {
        Client subscriber = at.connect("1.2").subscribe("0", at.queue());
        boolean refused = at.connect("1.2")
                .post(at.queue() + "?consumer.exclusive=true", "elsewhere")
                .settle();
        if (!refused) {
            subscriber.post(at.queue(), "here").message("here");
        }
    }

    private static void version(Stage at) {
        StompFrame connected = at.open("v12.stomp")
                .send("CONNECT\naccept-version:1.2" + Stage.LOGIN)
                .connected();
        String server = connected.header("server").orElse("");
        if (server.matches(".*\\d.*")) {
            throw Finding.deviates("the version is in `server`");
        }
    }

    /** A browser of a queue, which takes nothing, is asked for with {@code browser}. */
    private static void injection(Stage at) {
        at.put(at.queue(), "1");
        Client client = at.connect("1.2").subscribe("0", at.queue(), "activemq.browser:true");
        client.message("1");
        client.disconnect();
        at.mustHold(at.queue());
    }

    /** A server may refuse the header, or pass it on, or not know it. */
    private static void transformed(Stage at, String transformation) {
        Client subscriber = at.connect("1.2").subscribe("0", at.queue());
        Client sender =
                at.connect("1.2").post(at.queue(), "<string>hello</string>", "transformation:" + transformation);
        if (!sender.settle() && !subscriber.message().text().equals("<string>hello</string>")) {
            throw Finding.deviates("makes something else of it");
        }
    }

    private static void forged(Stage at) {
        Client client = at.connect("1.2").subscribe("mine", at.queue());
        client.post(at.queue(), "hello", "subscription:other", "message-id:forged");
        StompFrame message = client.message("hello").mustHave("subscription", "mine");
        if (message.need("message-id").equals("forged")) {
            throw Finding.deviates("the message-id is the sender's");
        }
    }
}
