package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.DIALECT;
import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.List;
import java.util.function.Consumer;

/** What is acknowledged is gone, and what is not comes again. */
final class AckScenarios {
    private static final String MODES = "1.2 \"SUBSCRIBE ack Header\"";
    private static final String NACK = "1.2 \"NACK\"";
    private static final String REDELIVERED = "JMS 3.1 §3.4.7";

    private AckScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, MODES)
                        .ask("`ack:auto`: nothing comes again", AckScenarios::auto)
                        .ask("`ack:client`: ACK covers what was before, 1.2", at -> ackOf12(at, "client", "3"))
                        .ask(
                                "`ack:client-individual`: ACK covers one message, 1.2",
                                at -> ackOf12(at, "client-individual", "1", "3")),
                new Clause(MUST, "1.1 \"ACK\"").ask("ACK by subscription and message-id, 1.1", AckScenarios::ackOf11),
                new Clause(MUST, "1.0 \"ACK\"").ask("ACK by message-id alone, 1.0", AckScenarios::ackOf10),
                new Clause(MUST, "1.2 \"MESSAGE\"")
                        .ask("an ack header of the sender does not replace the server's", AckScenarios::forgedAck),
                new Clause(MUST, "1.2 \"ACK\"")
                        .ask(
                                "ACK without id is refused, 1.2",
                                at -> at.connect("1.2")
                                        .send("ACK\nmessage-id:1\nsubscription:0")
                                        .mustRefuse("takes it")),
                new Clause(OPEN, "1.2 \"ACK\"")
                        .ask(
                                "ACK of what was never sent is refused",
                                at -> at.connect("1.2").send("ACK\nid:nothing").mustRefuse("takes it"))
                        .ask("a second ACK of one message is refused", AckScenarios::ackTwice),
                new Clause(MUST, NACK)
                        .ask("`ack:client`: NACK covers what was before", at -> nack(at, "client", "3"))
                        .ask(
                                "`ack:client-individual`: NACK covers one message",
                                at -> nack(at, "client-individual", "1", "3")),
                new Clause(DIALECT, "ActiveMQ: message redelivery")
                        .ask("NACK sends to the dead-letter queue", AckScenarios::deadLetter),
                new Clause(SHOULD, MODES)
                        .ask("unacknowledged at a cut socket: again, in order", at -> again(at, Client::cut))
                        .ask("unacknowledged at DISCONNECT: again, in order", at -> again(at, Client::disconnect))
                        .ask(
                                "unacknowledged at UNSUBSCRIBE: again, in order",
                                at -> again(at, AckScenarios::unsubscribe)),
                new Clause(DIALECT, REDELIVERED)
                        .ask("marked redelivered after a cut socket", at -> marked(at, Client::cut))
                        .ask("marked redelivered after DISCONNECT", at -> marked(at, Client::disconnect))
                        .ask("marked redelivered after UNSUBSCRIBE", at -> marked(at, AckScenarios::unsubscribe))
                        .ask("not marked redelivered if it was never sent", AckScenarios::unmarked),
                new Clause(DIALECT, "ActiveMQ: STOMP extensions")
                        .ask("`activemq.prefetchSize` bounds what is unacknowledged", AckScenarios::prefetch));
    }

    /** A subscription of the queue, to which 1, 2 and 3 have been sent. */
    private static Client subscriber(Stage at, String version, String mode) {
        Client client = at.connect(version).subscribe("0", at.queue(), "ack:" + mode);
        at.put(at.queue(), "1", "2", "3");
        return client;
    }

    /** Takes the three and gives back the second. */
    private static StompFrame second(Client client) {
        client.message("1");
        StompFrame second = client.message("2");
        client.message("3");
        return second;
    }

    private static void auto(Stage at) {
        Client client = subscriber(at, "1.2", "auto");
        second(client);
        client.disconnect();
        at.mustHold(at.queue());
    }

    private static void ackOf12(Stage at, String mode, String... left) {
        Client client = subscriber(at, "1.2", mode);
        client.send("ACK\nid:" + second(client).need("ack") + "\nreceipt:acked").receipt("acked");
        client.disconnect();
        at.mustHold(at.queue(), left);
    }

    private static void ackOf11(Stage at) {
        Client client = subscriber(at, "1.1", "client");
        String id = second(client).need("message-id");
        client.send("ACK\nsubscription:0\nmessage-id:" + id + "\nreceipt:acked").receipt("acked");
        client.disconnect();
        at.mustHold(at.queue(), "3");
    }

    /** 1.0 does not say whether an ACK covers what was before. */
    private static void ackOf10(Stage at) {
        Client client = at.connect("1.0").send("SUBSCRIBE\ndestination:" + at.queue() + "\nack:client");
        at.put(at.queue(), "1");
        String id = client.message("1").need("message-id");
        client.send("ACK\nmessage-id:" + id + "\nreceipt:acked").receipt("acked");
        client.disconnect();
        at.mustHold(at.queue());
    }

    private static void forgedAck(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "ack:client-individual");
        client.post(at.queue(), "1", "ack:forged");
        client.send("ACK\nid:" + client.message("1").need("ack") + "\nreceipt:acked")
                .receipt("acked");
        client.disconnect();
        at.mustHold(at.queue());
    }

    private static void ackTwice(Stage at) {
        Client client = subscriber(at, "1.2", "client-individual");
        String ack = "ACK\nid:" + second(client).need("ack");
        client.send(ack + "\nreceipt:acked").receipt("acked");
        client.send(ack).mustRefuse("takes it");
    }

    private static void nack(Stage at, String mode, String... left) {
        Client client = subscriber(at, "1.2", mode);
        client.send("NACK\nid:" + second(client).need("ack") + "\nreceipt:nacked")
                .receipt("nacked");
        client.disconnect();
        at.mustHold(at.queue(), left);
    }

    private static void deadLetter(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "ack:client-individual");
        client.post(at.queue(), "poison", "persistent:true");
        client.send("NACK\nid:" + client.message("poison").need("ack") + "\nreceipt:nacked")
                .receipt("nacked");
        at.connect("1.2").subscribe("0", at.deadLetters()).message("poison");
    }

    private static void again(Stage at, Consumer<Client> end) {
        Client client = subscriber(at, "1.2", "client");
        second(client);
        end.accept(client);
        at.mustHold(at.queue(), "1", "2", "3");
    }

    private static void marked(Stage at, Consumer<Client> end) {
        Client client = subscriber(at, "1.2", "client");
        second(client);
        end.accept(client);
        Client next = at.connect("1.2").subscribe("0", at.queue());
        for (String body : List.of("1", "2", "3")) {
            next.message(body).mustHave("redelivered", "true");
        }
    }

    private static void unmarked(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "ack:client", "activemq.prefetchSize:1");
        at.put(at.queue(), "1", "2");
        client.message("1");
        client.disconnect();
        Client next = at.connect("1.2").subscribe("0", at.queue());
        next.message("1");
        if (next.message("2").header("redelivered").orElse("false").equals("true")) {
            throw Finding.deviates("marks it");
        }
    }

    private static void prefetch(Stage at) {
        Client client =
                at.connect("1.2").subscribe("0", at.queue(), "ack:client-individual", "activemq.prefetchSize:1");
        at.put(at.queue(), "1", "2");
        StompFrame first = client.message("1");
        client.post(at.topic(), "", "receipt:between").receipt("between").nothingYet("sends a second one");
        client.send("ACK\nid:" + first.need("ack")).message("2");
    }

    private static void unsubscribe(Client client) {
        client.send("UNSUBSCRIBE\nid:0\nreceipt:gone").receipt("gone");
    }
}
