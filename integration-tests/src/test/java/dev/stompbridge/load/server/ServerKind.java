package dev.stompbridge.load.server;

import java.util.Arrays;
import java.util.List;

/** The servers that can be compared; the bridge comes first. */
public enum ServerKind {
    BRIDGE("bridge", "StompBridge"),
    ACTIVEMQ("activemq", "ActiveMQ ws://"),
    ARTEMIS("artemis", "Artemis"),
    SPRING_SIMPLE("spring-simple", "Spring, simple broker"),
    SPRING_RELAY("spring-relay", "Spring, relay to ActiveMQ");

    private final String id;
    private final String title;

    ServerKind(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** By its id. */
    public static ServerKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no server " + id + "; there are " + ids()));
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(kind -> kind.id).toList();
    }

    /** As options name it. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** Whether it is one of those of which the best counts; ActiveMQ's own WebSocket has goals of its own. */
    public boolean isPeer() {
        return this != BRIDGE && this != ACTIVEMQ;
    }

    /** Starts it and waits until it is ready. */
    public LoadServer start(Setup setup) {
        return switch (this) {
            case BRIDGE -> BridgeServer.start(setup);
            case ACTIVEMQ -> ActiveMqServer.start(setup);
            case ARTEMIS -> ArtemisServer.start(setup);
            case SPRING_SIMPLE -> SpringServer.startSimpleBroker(setup);
            case SPRING_RELAY -> SpringServer.startRelay(setup);
        };
    }
}
