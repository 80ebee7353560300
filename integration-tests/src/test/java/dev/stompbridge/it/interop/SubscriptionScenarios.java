package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.DIALECT;
import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.List;

/** SUBSCRIBE, UNSUBSCRIBE and what MESSAGE says. */
final class SubscriptionScenarios {
    private static final String ID = "1.2 \"SUBSCRIBE id Header\"";
    private static final String MESSAGE = "1.2 \"MESSAGE\"";
    private static final String EXTENSIONS = "ActiveMQ: STOMP extensions";

    private SubscriptionScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, MESSAGE)
                        .ask("MESSAGE has subscription, message-id and destination", SubscriptionScenarios::headers)
                        .ask("message-ids differ", SubscriptionScenarios::messageIds),
                new Clause(MUST, ID)
                        .ask("each of two subscriptions of a topic gets its copy", SubscriptionScenarios::copies)
                        .ask("SUBSCRIBE without id is refused, 1.2", at -> withoutId(at, "1.2")),
                new Clause(MUST, "1.1 \"SUBSCRIBE id Header\"")
                        .ask("SUBSCRIBE without id is refused, 1.1", at -> withoutId(at, "1.1")),
                new Clause(MUST, "1.0 \"SUBSCRIBE\", \"UNSUBSCRIBE\"")
                        .ask("SUBSCRIBE and UNSUBSCRIBE without id, 1.0", SubscriptionScenarios::withoutIdIn10),
                new Clause(MUST, "1.2 \"SUBSCRIBE\"")
                        .ask(
                                "SUBSCRIBE without destination is refused",
                                at -> at.connect("1.2").send("SUBSCRIBE\nid:0").mustRefuse("takes it"))
                        .ask(
                                "a faulty selector is refused",
                                at -> at.connect("1.2")
                                        .send("SUBSCRIBE\nid:0\ndestination:" + at.queue()
                                                + "\nreceipt:wanted\nselector:kind = = 'b'")
                                        .mustRefuse("takes it")),
                new Clause(OPEN, ID)
                        .ask("a second subscription with an id in use is refused", SubscriptionScenarios::sameId),
                new Clause(OPEN, "1.2 \"SUBSCRIBE ack Header\"")
                        .ask("an ack mode that there is not is refused", SubscriptionScenarios::unknownMode),
                new Clause(MUST, "1.2 \"UNSUBSCRIBE\"")
                        .ask("after UNSUBSCRIBE nothing comes", SubscriptionScenarios::noMore),
                new Clause(SHOULD, ID).ask("an id is free again after UNSUBSCRIBE", SubscriptionScenarios::idAgain),
                new Clause(OPEN, "1.2 \"UNSUBSCRIBE\"")
                        .ask(
                                "UNSUBSCRIBE of an unknown id is refused",
                                at -> at.connect("1.2")
                                        .send("UNSUBSCRIBE\nid:0")
                                        .mustRefuse("takes it")),
                new Clause(DIALECT, "ActiveMQ: wildcards")
                        .ask("wildcard `*`", at -> wildcard(at, ".*", ".a"))
                        .ask("wildcard `>`", at -> wildcard(at, ".>", ".a.b")),
                new Clause(DIALECT, EXTENSIONS)
                        .ask("selector on text", SubscriptionScenarios::selector)
                        .ask("selector that compares a STOMP header with a number", SubscriptionScenarios::number)
                        .ask("`browser:true`: a copy of all, an end, and nothing taken", SubscriptionScenarios::browser)
                        .ask(
                                "`client-id` and `activemq.subscriptionName`: a durable subscription",
                                SubscriptionScenarios::durable));
    }

    private static void headers(Stage at) {
        Client client = at.connect("1.2").subscribe("mine", at.queue());
        StompFrame message = client.post(at.queue(), "hello").message("hello");
        message.mustHave("subscription", "mine").mustHave("destination", at.queue());
        message.need("message-id");
    }

    private static void messageIds(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.post(at.queue(), "1").post(at.queue(), "2");
        if (client.message("1").need("message-id").equals(client.message("2").need("message-id"))) {
            throw Finding.deviates("both are the same");
        }
    }

    private static void copies(Stage at) {
        Client client = at.connect("1.2").subscribe("a", at.topic()).subscribe("b", at.topic());
        client.post(at.topic(), "hello");
        List<String> ids = List.of(
                client.message("hello").need("subscription"),
                client.message("hello").need("subscription"));
        if (!ids.contains("a") || !ids.contains("b")) {
            throw Finding.deviates("copies for " + ids);
        }
    }

    private static void withoutId(Stage at, String version) {
        at.connect(version).send("SUBSCRIBE\ndestination:" + at.queue()).mustRefuse("takes it");
    }

    private static void withoutIdIn10(Stage at) {
        Client client = at.connect("1.0");
        client.send("SUBSCRIBE\ndestination:" + at.queue() + "\nreceipt:1").receipt("1");
        client.post(at.queue(), "hello").message("hello").mustHave("destination", at.queue());
        client.send("UNSUBSCRIBE\ndestination:" + at.queue() + "\nreceipt:2").receipt("2");
        at.put(at.queue(), "later");
        at.mustHold(at.queue(), "later");
    }

    private static void sameId(Stage at) {
        at.connect("1.2")
                .subscribe("0", at.queue())
                .send("SUBSCRIBE\nid:0\nreceipt:wanted\ndestination:" + at.topic())
                .mustRefuse("takes it");
    }

    private static void unknownMode(Stage at) {
        at.connect("1.2")
                .send("SUBSCRIBE\nid:0\ndestination:" + at.queue() + "\nack:never\nreceipt:wanted")
                .mustRefuse("takes it");
    }

    private static void noMore(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.post(at.queue(), "hello").message("hello");
        client.send("UNSUBSCRIBE\nid:0\nreceipt:gone").receipt("gone");
        at.put(at.queue(), "later");
        at.mustHold(at.queue(), "later");
    }

    private static void idAgain(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.topic());
        client.send("UNSUBSCRIBE\nid:0\nreceipt:gone").receipt("gone");
        client.subscribe("0", at.queue()).post(at.queue(), "hello").message("hello");
    }

    private static void wildcard(Stage at, String pattern, String name) {
        Client client = at.connect("1.2").subscribe("0", at.topic() + pattern);
        client.post(at.topic() + name, "hello").message("hello").mustHave("destination", at.topic() + name);
    }

    private static void selector(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "selector:kind = 'b'");
        client.post(at.queue(), "no", "kind:a").post(at.queue(), "yes", "kind:b");
        client.message("yes");
    }

    private static void number(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "selector:size > 3 OR kind = 'last'");
        client.post(at.queue(), "large", "size:4").post(at.queue(), "the end", "kind:last");
        client.message("large");
    }

    private static void browser(Stage at) {
        at.put(at.queue(), "1", "2");
        Client client = at.connect("1.2").subscribe("0", at.queue(), "browser:true");
        client.message("1");
        client.message("2");
        client.message().mustHave("browser", "end");
        client.close();
        at.mustHold(at.queue(), "1", "2");
    }

    private static void durable(Stage at) {
        String[] subscribe = {"activemq.subscriptionName:news"};
        String clientId = "client-id:durable" + at.queue().replace('/', '-');
        Client client = at.connect("1.2", clientId).subscribe("news", at.topic(), subscribe);
        client.disconnect();
        at.put(at.topic(), "missed");
        Client again = at.connect("1.2", clientId).subscribe("news", at.topic(), subscribe);
        again.message("missed");
        again.disconnect();
    }
}
