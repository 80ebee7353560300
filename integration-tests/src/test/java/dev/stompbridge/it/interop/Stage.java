package dev.stompbridge.it.interop;

import java.util.ArrayList;
import java.util.List;

/** The place of one scenario: a server, destinations of its own, and the connections that it opens. */
final class Stage implements AutoCloseable {
    static final String LOGIN = "\nhost:test\nlogin:tester\npasscode:tester-demo";

    static final int SWITCHING_PROTOCOLS = 101;

    private final Server server;
    private final String name;
    private final List<Wire> wires = new ArrayList<>();

    Stage(Server server, String name) {
        this.server = server;
        this.name = "test." + name;
    }

    String queue() {
        return "/queue/" + name;
    }

    String topic() {
        return "/topic/" + name;
    }

    /** Where the dead letters of the queue come. */
    String deadLetters() {
        return server.deadLetters().formatted(name);
    }

    /** The answer to a handshake that offers these subprotocols; empty for none. */
    Wire handshake(String subprotocols) {
        String field = subprotocols.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocols + "\r\n";
        Wire wire = new Wire(server.stomp(), field);
        wires.add(wire);
        return wire;
    }

    /** A connection on which nothing has been sent yet. */
    Client open(String subprotocols) {
        Wire wire = handshake(subprotocols);
        if (wire.status() != SWITCHING_PROTOCOLS) {
            throw Finding.refused("HTTP " + wire.status());
        }
        return new Client(wire, "/queue/" + name + ".probes");
    }

    /** A session of this version, logged in; with more header lines in its CONNECT. */
    Client connect(String version, String... headers) {
        Client client = open("v" + version.replace(".", "") + ".stomp");
        String more = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        client.send("CONNECT\naccept-version:" + version + LOGIN + more).connected();
        return client;
    }

    /** Puts these texts on a destination, each with its receipt. */
    void put(String destination, String... bodies) {
        Client client = connect("1.2");
        for (String body : bodies) {
            client.post(destination, body, "receipt:" + body).receipt(body);
        }
        client.close();
    }

    /** The queue must hold these texts in this order and no other. */
    void mustHold(String queue, String... bodies) {
        Client client = connect("1.2").subscribe("rest", queue);
        for (String body : bodies) {
            client.message(body);
        }
        client.post(queue, "the end").message("the end");
        client.close();
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
    }
}
