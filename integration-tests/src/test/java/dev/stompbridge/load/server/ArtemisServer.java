package dev.stompbridge.load.server;

/** Artemis: STOMP over TCP and over WebSocket on one port. */
final class ArtemisServer {
    private ArtemisServer() {}

    static LoadServer start(Setup setup) {
        PeerMain main = PeerModule.ARTEMIS.start(
                setup, setup.directory().resolve("data").toString(), Account.PASSCODE);
        int port = main.ports().get(0);
        return new ServerProcess(
                main.process(), Endpoint.webSocket(port, "/stomp"), Endpoint.stomp(port, Account.FEED));
    }
}
