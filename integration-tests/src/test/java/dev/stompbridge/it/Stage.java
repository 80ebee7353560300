package dev.stompbridge.it;

import jakarta.jms.JMSException;
import java.net.URI;
import java.util.UUID;

/** Where a foreign client meets a JMS peer: a bridge, and a relay in front of its public port. */
final class Stage implements AutoCloseable {
    private final BridgeProcess bridge;
    private final Relay relay;
    private final JmsPeer peer;

    Stage(BridgeProcess bridge) throws JMSException {
        this.bridge = bridge;
        peer = new JmsPeer(bridge.ports().openWire());
        relay = new Relay(bridge.ports().web());
    }

    BridgeProcess bridge() {
        return bridge;
    }

    Relay relay() {
        return relay;
    }

    JmsPeer peer() {
        return peer;
    }

    /** An address of the public port, through the relay. */
    URI web(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + relay.port() + path);
    }

    /** A name for a queue or a topic that nobody else uses. */
    String name() {
        return "test." + UUID.randomUUID();
    }

    @Override
    public void close() throws JMSException {
        try (relay;
                peer) {
            relay.cut();
        }
    }
}
