package dev.stompbridge;

import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.LinkLogin;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.EndpointsConfig;
import dev.stompbridge.config.MessageHeaders;
import dev.stompbridge.config.OutboxPolicyConfig;
import dev.stompbridge.config.RouteConfig;
import dev.stompbridge.config.StompConfig;
import dev.stompbridge.fanout.ConflationKey;
import dev.stompbridge.fanout.DeliveryPolicies;
import dev.stompbridge.fanout.DeliveryPolicy;
import dev.stompbridge.fanout.Hub;
import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.fanout.Snapshots;
import dev.stompbridge.http.HttpHandler;
import dev.stompbridge.http.HttpLimits;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.http.StaticFiles;
import dev.stompbridge.net.Additions;
import dev.stompbridge.net.BroadcastEndpoint;
import dev.stompbridge.net.Content;
import dev.stompbridge.net.EchoEndpoint;
import dev.stompbridge.net.Endpoint;
import dev.stompbridge.net.EventEndpoint;
import dev.stompbridge.net.Gate;
import dev.stompbridge.net.IoRounds;
import dev.stompbridge.net.Server;
import dev.stompbridge.net.StompEndpoint;
import dev.stompbridge.ops.Health;
import dev.stompbridge.ops.ManagementPages;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.route.BrokerAccess;
import dev.stompbridge.route.InvalidReason;
import dev.stompbridge.route.Route;
import dev.stompbridge.route.RouteCounters;
import dev.stompbridge.route.RouteSettings;
import dev.stompbridge.session.Entrance;
import dev.stompbridge.session.SessionContext;
import dev.stompbridge.stomp.HeartBeat;
import dev.stompbridge.stomp.StompLimits;
import dev.stompbridge.websocket.WebSocketLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a bridge out of its configuration: keys on the left, constructors on the right. */
final class Parts {
    private static final int MAX_COMMAND_BYTES = 16;
    private static final int MANAGEMENT_CONNECTIONS = 100;

    private Parts() {}

    static SessionContext sessions(BridgeConfig config, Entrance entrance, Hub hub, Executor threads, Metrics metrics) {
        StompConfig stomp = config.stomp();
        HeartBeat offer = new HeartBeat(
                Math.toIntExact(stomp.heartBeatSend().toMillis()),
                Math.toIntExact(stomp.heartBeatReceive().toMillis()));
        SessionContext.Settings settings = new SessionContext.Settings(
                offer,
                Math.toIntExact(stomp.heartBeatFloor().toMillis()),
                stomp.maxSubscriptions(),
                stomp.maxWaitingFrames(),
                stomp.queuePrefetch(),
                stomp.topicPrefetch(),
                stomp.maxPrefetch(),
                stomp.maxUnacknowledged(),
                stomp.messageHeaders() == MessageHeaders.COMPLETE,
                new SessionContext.TransactionBounds(
                        stomp.maxTransactions(),
                        stomp.maxTransactionMessages(),
                        stomp.maxTransactionBytes().bytes(),
                        stomp.transactionTimeout()));
        return new SessionContext(
                entrance, hub, threads, metrics, SecurityParts.contracts(config), Clock.systemUTC(), settings);
    }

    static Outboxes.Bounds outboxes(BridgeConfig config) {
        return new Outboxes.Bounds(
                config.outbox().totalBytes().bytes(),
                config.fanout().snapshotBytes().bytes());
    }

    static Snapshots snapshots(BridgeConfig config, Hub.Services services) {
        return new Snapshots(
                new Snapshots.Settings(
                        policies(config).snapshots(),
                        config.fanout().snapshotBytes().bytes(),
                        Path.of(config.broker().dataDirectory()).resolve("snapshots")),
                services,
                System::currentTimeMillis);
    }

    static Hub hub(BridgeConfig config, Hub.Services services, Snapshots snapshots) {
        return new Hub(
                new Hub.Settings(
                        config.fanout().linger(),
                        config.stomp().topicPrefetch(),
                        config.fanout().maxTopics(),
                        policies(config)),
                services,
                snapshots);
    }

    static DeliveryPolicies policies(BridgeConfig config) {
        return new DeliveryPolicies(config.outbox().policies().stream()
                .map(policy -> new DeliveryPolicies.Entry(policy.destination(), policy(policy)))
                .toList());
    }

    private static DeliveryPolicy policy(OutboxPolicyConfig config) {
        DeliveryPolicy.Kind kind = switch (config.policy()) {
            case DISCONNECT -> DeliveryPolicy.Kind.DISCONNECT;
            case DROP_OLDEST -> DeliveryPolicy.Kind.DROP_OLDEST;
            case CONFLATE -> DeliveryPolicy.Kind.CONFLATE;
        };
        return new DeliveryPolicy(
                kind, ConflationKey.parse(config.key()), config.maxBytes().toInt(), config.maxAge(), config.snapshot());
    }

    /** What the embedder has the public port serve beside the bridge's own. */
    record Served(@Nullable Path pages, Additions additions) {}

    static Server.Settings web(BridgeConfig config) {
        int processors = Runtime.getRuntime().availableProcessors();
        int ioThreads = config.web().ioThreads() > 0 ? config.web().ioThreads() : Math.max(1, processors / 2);
        return new Server.Settings(
                new InetSocketAddress(config.web().address(), config.web().port()),
                ioThreads,
                config.web().maxConnections(),
                HttpLimits.DEFAULT,
                config.web().headTimeout(),
                config.web().idleTimeout(),
                config.stomp().connectTimeout(),
                config.websocket().pingAfter(),
                config.websocket().pongTimeout(),
                config.websocket().closeTimeout(),
                config.websocket().messageTimeout(),
                config.web().tls().hsts());
    }

    static Server.Settings management(BridgeConfig config) {
        Server.Settings web = web(config);
        return new Server.Settings(
                new InetSocketAddress(
                        config.management().address(), config.management().port()),
                1,
                MANAGEMENT_CONNECTIONS,
                web.httpLimits(),
                web.headTimeout(),
                web.idleTimeout(),
                web.connectTimeout(),
                web.pingAfter(),
                web.pongTimeout(),
                web.closeTimeout(),
                web.messageTimeout(),
                Duration.ZERO);
    }

    static Content content(BridgeConfig config, Served served, SessionContext sessions, IoRounds rounds)
            throws IOException {
        Path pages = served.pages();
        HttpHandler files = pages == null
                ? request -> HttpResponse.text(HttpStatus.NOT_FOUND, "Nothing is here.")
                : StaticFiles.index(pages);
        return new Content(
                files,
                endpoints(config, sessions),
                SecurityParts.gate(config),
                rounds,
                served.additions(),
                new EventEndpoint.Bounds(
                        config.outbox().maxBytes().toInt(), config.outbox().maxAge()));
    }

    static Content pages(Health health, Metrics metrics) {
        return new Content(ManagementPages.of(health, metrics), Map.of(), Gate.ofLoopback(), new IoRounds());
    }

    private static Map<String, Endpoint> endpoints(BridgeConfig config, SessionContext sessions) {
        Map<String, Endpoint> endpoints = new HashMap<>();
        endpoints.put("/stomp", stomp(config, sessions));
        EndpointsConfig more = config.web().endpoints();
        if (more.echo()) {
            endpoints.put("/echo", EchoEndpoint.prefixed());
        }
        if (more.echoRaw()) {
            endpoints.put("/echo/raw", EchoEndpoint.unchanged());
        }
        if (more.broadcast()) {
            endpoints.put(
                    "/broadcast",
                    new BroadcastEndpoint(config.outbox().maxBytes().toInt()));
        }
        return Map.copyOf(endpoints);
    }

    private static StompEndpoint stomp(BridgeConfig config, SessionContext sessions) {
        StompConfig stomp = config.stomp();
        int first = stomp.maxLoginFrame().toInt();
        int message = config.websocket().maxMessage().toInt();
        Endpoint.Bounds bounds = new Endpoint.Bounds(
                new WebSocketLimits(first, first),
                new WebSocketLimits(message, message),
                config.outbox().maxBytes().toInt(),
                config.outbox().maxAge(),
                true);
        StompLimits beforeLogin = new StompLimits(MAX_COMMAND_BYTES, stomp.maxHeaders(), first, first, first);
        StompLimits limits = new StompLimits(
                MAX_COMMAND_BYTES,
                stomp.maxHeaders(),
                stomp.maxHeaderLine().toInt(),
                stomp.maxHeaderBytes().toInt(),
                stomp.maxBody().toInt());
        return new StompEndpoint(sessions, beforeLogin, limits, bounds);
    }

    static Route route(RouteConfig route, EmbeddedBroker broker, Metrics metrics) {
        LinkLogin login = broker.routeLogin(Set.of(BrokerSetup.ROUTES));
        return Route.start(
                new RouteSettings(route.name(), route.source(), route.target(), route.schema(), route.invalid()),
                new BrokerAccess(broker.vmUri().toString(), login.user(), login.password()),
                new RouteMetrics(metrics));
    }

    private record RouteMetrics(Metrics metrics) implements RouteCounters {
        @Override
        public void forwarded(int messages) {
            metrics.count(Metric.ROUTE_FORWARDED, messages);
        }

        @Override
        public void invalid(InvalidReason reason) {
            metrics.count(Metric.ROUTE_INVALID);
        }

        @Override
        public void rolledBack() {
            metrics.count(Metric.ROUTE_ROLLED_BACK);
        }

        @Override
        public void disconnected() {
            metrics.count(Metric.ROUTE_DISCONNECTED);
        }

        @Override
        public void deadLettered() {
            metrics.count(Metric.ROUTE_DEAD_LETTERED);
        }
    }
}
