package dev.stompbridge.load.server;

/** Spring Boot in its two ways. */
final class SpringServer {
    private SpringServer() {}

    /** Spring's own broker: it has WebSocket only. */
    static LoadServer startSimpleBroker(Setup setup) {
        PeerMain main = PeerModule.SPRING.start(setup, Account.PASSCODE, connections(setup));
        Endpoint browsers = browsers(main);
        return new ServerProcess(main.process(), browsers, browsers.as(Account.FEED));
    }

    /** The relay, with ActiveMQ in the same process, to which the publisher connects. */
    static LoadServer startRelay(Setup setup) {
        PeerMain main = PeerModule.SPRING.start(
                setup,
                Account.PASSCODE,
                connections(setup),
                setup.directory().resolve("data").toString());
        return new ServerProcess(
                main.process(), browsers(main), Endpoint.stomp(main.ports().get(1), Account.FEED));
    }

    private static Endpoint browsers(PeerMain main) {
        return Endpoint.webSocket(main.ports().get(0), "/stomp");
    }

    private static String connections(Setup setup) {
        return Integer.toString(setup.connections());
    }
}
