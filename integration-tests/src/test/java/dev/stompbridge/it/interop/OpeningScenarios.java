package dev.stompbridge.it.interop;

import static dev.stompbridge.it.interop.Basis.MUST;
import static dev.stompbridge.it.interop.Basis.OPEN;
import static dev.stompbridge.it.interop.Basis.SHOULD;

import java.util.Arrays;
import java.util.List;

/** From the WebSocket handshake to CONNECTED. */
final class OpeningScenarios {
    private static final String HANDSHAKE = "RFC 6455 §4.2.2";
    private static final String NEGOTIATION = "1.2 \"Protocol Negotiation\"";

    private OpeningScenarios() {}

    static List<Clause> all() {
        return List.of(
                new Clause(SHOULD, HANDSHAKE)
                        .ask("subprotocol `v12.stomp` is chosen", at -> chosen(at, "v12.stomp"))
                        .ask("subprotocol `v11.stomp` is chosen", at -> chosen(at, "v11.stomp"))
                        .ask("subprotocol `v10.stomp` is chosen", at -> chosen(at, "v10.stomp"))
                        .ask("no subprotocol offered: served", OpeningScenarios::noSubprotocol),
                new Clause(MUST, HANDSHAKE)
                        .ask(
                                "of several subprotocols one is chosen",
                                at -> chosen(at, "v10.stomp, v11.stomp, v12.stomp"))
                        .ask(
                                "only a foreign subprotocol offered: none is made up",
                                OpeningScenarios::foreignSubprotocol),
                new Clause(MUST, NEGOTIATION)
                        .ask("no `accept-version`: 1.0", OpeningScenarios::noAcceptVersion)
                        .ask("`accept-version:1.0,1.1,2.0`: 1.1", at -> negotiated(at, "1.0,1.1,2.0", "1.1"))
                        .ask("`accept-version:1.0,1.1,1.2`: 1.2", at -> negotiated(at, "1.0,1.1,1.2", "1.2"))
                        .ask("`accept-version:1.2,1.0`: 1.2, the highest", at -> negotiated(at, "1.2,1.0", "1.2"))
                        .ask("`accept-version:2.0`: ERROR and close", OpeningScenarios::noCommonVersion),
                new Clause(MUST, "1.2 \"CONNECT or STOMP Frame\"")
                        .ask("STOMP instead of CONNECT", OpeningScenarios::stomp),
                new Clause(MUST, "1.2 \"Value Encoding\"")
                        .ask("CONNECT is read without escapes", OpeningScenarios::literal),
                new Clause(SHOULD, "1.2 \"Connecting\"").ask("wrong passcode: ERROR", OpeningScenarios::wrongPasscode),
                new Clause(OPEN, "1.2 \"Connecting\"")
                        .ask("SEND before CONNECT is refused", OpeningScenarios::early)
                        .ask("a second CONNECT is refused", OpeningScenarios::twice));
    }

    private static void chosen(Stage at, String offered) {
        Wire wire = at.open(offered).wire();
        if (!Arrays.asList(offered.split(", ", -1)).contains(wire.subprotocol())) {
            throw Finding.deviates("chooses '" + wire.subprotocol() + "'");
        }
    }

    private static void noSubprotocol(Stage at) {
        Client client = at.open("");
        if (!client.wire().subprotocol().isEmpty()) {
            throw Finding.deviates("chooses '" + client.wire().subprotocol() + "'");
        }
        client.send("CONNECT\naccept-version:1.2" + Stage.LOGIN).connected();
    }

    /** A server may serve or refuse such a client; the header must not name what was not offered. */
    private static void foreignSubprotocol(Stage at) {
        Wire wire = at.handshake("chat");
        if (wire.status() == Stage.SWITCHING_PROTOCOLS && !List.of("", "chat").contains(wire.subprotocol())) {
            throw Finding.deviates("chooses '" + wire.subprotocol() + "'");
        }
    }

    /** {@code version} is a header of 1.1; a 1.0 session may leave it out. */
    private static void noAcceptVersion(Stage at) {
        StompFrame connected =
                at.open("v10.stomp").send("CONNECT" + Stage.LOGIN).connected();
        if (!connected.header("version").orElse("1.0").equals("1.0")) {
            throw Finding.deviates("speaks " + connected.need("version"));
        }
    }

    private static void negotiated(Stage at, String accepted, String version) {
        at.open("v12.stomp")
                .send("CONNECT\naccept-version:" + accepted + Stage.LOGIN)
                .connected()
                .mustHave("version", version);
    }

    private static void noCommonVersion(Stage at) {
        Client client = at.open("v12.stomp").send("CONNECT\naccept-version:2.0" + Stage.LOGIN);
        client.error("serves it");
        client.mustClose("stays open");
    }

    private static void stomp(Stage at) {
        at.open("v12.stomp")
                .send("STOMP\naccept-version:1.2" + Stage.LOGIN)
                .connected()
                .mustHave("version", "1.2");
    }

    private static void literal(Stage at) {
        at.connect("1.2", "path:C:\\temp\\quotes");
    }

    private static void wrongPasscode(Stage at) {
        at.open("v12.stomp")
                .send("CONNECT\naccept-version:1.2\nhost:test\nlogin:tester\npasscode:wrong")
                .error("lets it in");
    }

    private static void early(Stage at) {
        Client client = at.open("v12.stomp");
        client.post(at.queue(), "early").mustRefuse("executes it");
    }

    private static void twice(Stage at) {
        Client client = at.connect("1.2");
        client.send("CONNECT\naccept-version:1.2" + Stage.LOGIN).mustRefuse("takes it");
    }
}
