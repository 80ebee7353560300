package dev.stompbridge.load.server;

/** {@link ActiveMqBroker} as a process. */
final class ActiveMqServer {
    private ActiveMqServer() {}

    static LoadServer start(Setup setup) {
        PeerMain main = PeerMain.start(
                setup,
                ActiveMqBroker.class,
                setup.directory().resolve("data").toString(),
                Integer.toString(setup.connections()));
        return new ServerProcess(
                main.process(),
                Endpoint.webSocket(main.ports().get(0), "/"),
                Endpoint.stomp(main.ports().get(1), Account.FEED));
    }
}
