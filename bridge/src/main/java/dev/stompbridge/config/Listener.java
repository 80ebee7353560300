package dev.stompbridge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An address that connections are taken at. */
record Listener(String key, String address, int port) {
    private static final Set<String> EVERY_INTERFACE = Set.of("0.0.0.0", "::");

    /** All but that of management. */
    static List<Listener> withoutManagement(BridgeConfig config) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener("web", config.web().address(), config.web().port()));
        BrokerConfig broker = config.broker();
        if (broker.openwire().enabled()) {
            listeners.add(of("broker.openwire", broker.openwire()));
        }
        if (broker.stomp().enabled()) {
            listeners.add(of("broker.stomp", broker.stomp()));
        }
        return listeners;
    }

    private static Listener of(String key, ConnectorConfig connector) {
        return new Listener(key, connector.address(), connector.port());
    }

    boolean loopback() {
        return address.equals("localhost")
                || address.equals("::1")
                || address.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }

    boolean collides(Listener other) {
        return port != 0
                && port == other.port
                && (address.equals(other.address)
                        || EVERY_INTERFACE.contains(address)
                        || EVERY_INTERFACE.contains(other.address));
    }
}
