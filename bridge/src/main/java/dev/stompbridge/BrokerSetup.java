package dev.stompbridge;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.BrokerConfig;
import dev.stompbridge.config.ConnectorConfig;
import dev.stompbridge.config.OutboxConfig;
import dev.stompbridge.config.OutboxPolicyConfig;
import dev.stompbridge.config.RouteConfig;
import dev.stompbridge.config.TokensConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The embedded broker's settings out of the configuration, with the rights that the routes need. */
final class BrokerSetup {
    /** The group that routes act with; no configured user can be in it, for a group's name there has no colon. */
    static final String ROUTES = "bridge:routes";

    /** The group that keeps the last messages of topics. */
    static final String SNAPSHOTS = "bridge:snapshots";

    private BrokerSetup() {}

    static EmbeddedBrokerSettings of(BridgeConfig config) {
        BrokerConfig broker = config.broker();
        return new EmbeddedBrokerSettings(
                Path.of(broker.dataDirectory()),
                limits(broker),
                new EmbeddedBrokerSettings.Later(broker.delayedLimit().bytes(), broker.durableExpiresAfter()),
                connector(broker.openwire()),
                connector(broker.stomp()),
                security(config));
    }

    /** Who may log in and what each may do; the configured grants come first. */
    static EmbeddedBrokerSettings.Security security(BridgeConfig config) {
        BrokerConfig broker = config.broker();
        return new EmbeddedBrokerSettings.Security(
                broker.users().stream()
                        .map(user -> new EmbeddedBrokerSettings.User(
                                user.name(), user.passwordHash(), Set.copyOf(user.groups())))
                        .toList(),
                Set.copyOf(broker.anonymousGroups()),
                Stream.of(configured(broker), ofRoutes(config.routes()), ofSnapshots(config.outbox()))
                        .flatMap(grants -> grants)
                        .toList(),
                tokens(config.tokens()),
                broker.jaas().file().isEmpty()
                        ? null
                        : new EmbeddedBrokerSettings.Jaas(
                                Path.of(broker.jaas().file()), broker.jaas().realm()));
    }

    private static EmbeddedBrokerSettings.Tokens tokens(TokensConfig tokens) {
        return new EmbeddedBrokerSettings.Tokens(
                tokens.issuers().stream()
                        .map(issuer -> new EmbeddedBrokerSettings.Issuer(
                                issuer.issuer(),
                                issuer.audience(),
                                issuer.keys(),
                                Set.copyOf(issuer.algorithms()),
                                issuer.userClaim(),
                                issuer.groupsClaim(),
                                issuer.userPrefix()))
                        .toList(),
                tokens.clockSkew(),
                tokens.refreshKeys());
    }

    private static EmbeddedBrokerSettings.Limits limits(BrokerConfig broker) {
        return new EmbeddedBrokerSettings.Limits(
                broker.memoryLimit().bytes(),
                broker.storeLimit().bytes(),
                broker.tempLimit().bytes(),
                broker.maxDestinations(),
                broker.maxUncommitted(),
                broker.maxFrame().toInt(),
                broker.maxInflated().bytes(),
                broker.idleDestinationAfter());
    }

    private static EmbeddedBrokerSettings.Connector connector(ConnectorConfig connector) {
        return new EmbeddedBrokerSettings.Connector(
                connector.enabled(), connector.address(), connector.port(), connector.maxConnections());
    }

    private static Stream<EmbeddedBrokerSettings.Grant> configured(BrokerConfig broker) {
        return broker.authorization().stream()
                .map(grant -> new EmbeddedBrokerSettings.Grant(
                        grant.destination(), Set.copyOf(grant.read()), Set.copyOf(grant.write())));
    }

    private static Stream<EmbeddedBrokerSettings.Grant> ofRoutes(List<RouteConfig> routes) {
        return routes.stream()
                .flatMap(route -> Stream.of(
                        new EmbeddedBrokerSettings.Grant(route.source(), Set.of(ROUTES), Set.of()),
                        new EmbeddedBrokerSettings.Grant(pattern(route.target()), Set.of(), Set.of(ROUTES)),
                        new EmbeddedBrokerSettings.Grant(route.invalid(), Set.of(), Set.of(ROUTES))));
    }

    private static Stream<EmbeddedBrokerSettings.Grant> ofSnapshots(OutboxConfig outbox) {
        return outbox.policies().stream()
                .filter(OutboxPolicyConfig::snapshot)
                .map(policy -> new EmbeddedBrokerSettings.Grant(policy.destination(), Set.of(SNAPSHOTS), Set.of()));
    }

    /** {@code topic://stock.{symbol}} may become any name that begins with {@code topic://stock.} */
    static String pattern(String target) {
        int field = target.indexOf('{');
        if (field < 0) {
            return target;
        }
        int part = Math.max(target.lastIndexOf('.', field), target.lastIndexOf('/', field));
        return target.substring(0, part + 1) + ">";
    }
}
