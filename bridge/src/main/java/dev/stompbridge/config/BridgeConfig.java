package dev.stompbridge.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All settings. Immutable; {@link ConfigLoader} makes only trees that satisfy every bound. */
public record BridgeConfig(
        @Section("The public listener: HTTP, static pages and WebSocket on one port.")
        WebConfig web,

        @Section("The listener for health checks and metrics.")
        ManagementConfig management,

        @Section("WebSocket limits and times (RFC 6455).") WebSocketConfig websocket,
        @Section("Limits and times of one STOMP session.") StompConfig stomp,
        @Section("What waits for browsers.") OutboxConfig outbox,
        @Section("Topic subscriptions that browsers share.") FanoutConfig fanout,

        @Section("How much one peer may take; beyond loopback each bound must be set.")
        LimitsConfig limits,

        @Section("JSON Web Tokens: a login by what an issuer says.")
        TokensConfig tokens,

        @Section("The embedded ActiveMQ broker.") BrokerConfig broker,

        @Setting(max = "100", why = "What messages of browsers must be like, for each destination. At most 100.")
        List<ContractConfig> contracts,

        @Setting(
                max = "100",
                why = "Forwarding from a queue, each message checked and placed by its content. At most 100.")
        List<RouteConfig> routes,

        @Section("The log on standard output.") LogConfig log) {

    public BridgeConfig {
        contracts = List.copyOf(contracts);
        routes = List.copyOf(routes);
    }

    /** Every key at its default: a bridge on loopback where nobody may do anything yet. */
    public static BridgeConfig defaults() {
        try {
            return ConfigLoader.load(null, Map.of(), List.of());
        } catch (ConfigException e) {
            throw new IllegalStateException("the defaults break their own bounds", e);
        }
    }

    /** The same with relative paths made to begin at {@code home}. */
    public BridgeConfig under(Path home) {
        return new BridgeConfig(
                web.under(home),
                management,
                websocket,
                stomp,
                outbox,
                fanout,
                limits,
                tokens.under(home),
                broker.under(home),
                contracts,
                routes,
                log);
    }
}
