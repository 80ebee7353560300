package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;

import java.util.List;
import java.util.function.Consumer;

/** BEGIN, COMMIT and ABORT with sends and acknowledgements inside. */
final class TransactionScenarios {
    private static final String BEGIN = "1.2 \"BEGIN\"";

    private TransactionScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(MUST, BEGIN)
                        .ask("sends come with COMMIT, not before", TransactionScenarios::commit)
                        .ask("an ACK counts with COMMIT", at -> ack(at, "COMMIT"))
                        .ask("an ACK does not count after ABORT", at -> ack(at, "ABORT", "1", "2"))
                        .ask("DISCONNECT aborts what is open", at -> ended(at, Client::disconnect))
                        .ask("a cut socket aborts what is open", at -> ended(at, Client::cut))
                        .ask("two transactions at once", TransactionScenarios::two)
                        .ask("a name is free again after COMMIT", TransactionScenarios::nameAgain)
                        .ask(
                                "BEGIN without transaction is refused",
                                at -> at.connect("1.2").send("BEGIN").mustRefuse("takes it")),
                new Clause(MUST, "1.2 \"ABORT\"").ask("sends vanish with ABORT", TransactionScenarios::abort),
                new Clause(OPEN, BEGIN)
                        .ask(
                                "BEGIN of an open transaction is refused",
                                at -> at.connect("1.2")
                                        .send("BEGIN\ntransaction:t")
                                        .send("BEGIN\ntransaction:t")
                                        .mustRefuse("takes it")),
                new Clause(MUST, "1.2 \"COMMIT\"")
                        .ask(
                                "COMMIT of an unknown transaction is refused",
                                at -> at.connect("1.2")
                                        .send("COMMIT\ntransaction:t")
                                        .mustRefuse("takes it")),
                new Clause(MUST, "1.2 \"SEND\"")
                        .ask(
                                "SEND into an unknown transaction is refused",
                                at -> at.connect("1.2")
                                        .post(at.queue(), "hello", "transaction:t")
                                        .mustRefuse("takes it")));
    }

    private static void commit(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.send("BEGIN\ntransaction:t");
        client.post(at.queue(), "inside", "transaction:t").post(at.queue(), "outside");
        client.message("outside");
        client.send("COMMIT\ntransaction:t").message("inside");
    }

    private static void abort(Stage at) {
        Client client = at.connect("1.2").send("BEGIN\ntransaction:t");
        client.post(at.queue(), "inside", "transaction:t");
        client.send("ABORT\ntransaction:t\nreceipt:aborted").receipt("aborted");
        at.mustHold(at.queue());
    }

    private static void ack(Stage at, String end, String... left) {
        Client client = at.connect("1.2").subscribe("0", at.queue(), "ack:client");
        at.put(at.queue(), "1", "2");
        client.message("1");
        String id = client.message("2").need("ack");
        client.send("BEGIN\ntransaction:t").send("ACK\nid:" + id + "\ntransaction:t");
        client.send(end + "\ntransaction:t\nreceipt:ended").receipt("ended");
        client.disconnect();
        at.mustHold(at.queue(), left);
    }

    private static void ended(Stage at, Consumer<Client> end) {
        Client client = at.connect("1.2").send("BEGIN\ntransaction:t");
        client.post(at.queue(), "inside", "transaction:t", "receipt:inside").receipt("inside");
        end.accept(client);
        at.mustHold(at.queue());
    }

    private static void two(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        client.send("BEGIN\ntransaction:a").send("BEGIN\ntransaction:b");
        client.post(at.queue(), "in a", "transaction:a").post(at.queue(), "in b", "transaction:b");
        client.send("COMMIT\ntransaction:b").message("in b");
        client.send("ABORT\ntransaction:a\nreceipt:aborted").receipt("aborted");
        client.post(at.queue(), "the end").message("the end");
    }

    private static void nameAgain(Stage at) {
        Client client = at.connect("1.2").subscribe("0", at.queue());
        for (String body : List.of("first", "second")) {
            client.send("BEGIN\ntransaction:t").post(at.queue(), body, "transaction:t");
            client.send("COMMIT\ntransaction:t").message(body);
        }
    }
}
