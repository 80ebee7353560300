package dev.stompbridge;

import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.broker.Identity;
import dev.stompbridge.brokerconfig.BrokerStartException;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ClientIdClaim;
import dev.stompbridge.fanout.Hub;
import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.fanout.Snapshots;
import dev.stompbridge.net.Additions;
import dev.stompbridge.net.IoRounds;
import dev.stompbridge.net.Server;
import dev.stompbridge.net.Tls;
import dev.stompbridge.net.TlsSettings;
import dev.stompbridge.ops.Health;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.session.Entrance;
import dev.stompbridge.session.SessionContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole bridge, wired by hand from top to bottom: broker, links, sessions, routes, the public port, the management
 * port and the timer. Whatever was started is stopped in the reverse order, also when a later part fails to start.
 */
public final class Bridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** Deadlines of connections are kept to within this. */
    private static final int TICK_MILLIS = 250;

    /** Paces of subscriptions are kept to within this. */
    private static final int PACE_MILLIS = 10;

    private static final int PROBE_MILLIS = 1000;

    /** One serves all topics: it is faster than an I/O thread can write. */
    private static final int HUB_THREADS = 1;

    /** Goodbyes that browsers have not answered by then are not waited for. */
    private static final int DRAIN_MILLIS = 1500;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Metrics metrics = new Metrics();
    private final Health health = new Health();
    private final Server web;
    private final @Nullable Tls tls;
    private final Server management;
    private final EmbeddedBroker broker;

    private Bridge(BridgeConfig config, Parts.Served served) throws IOException, BrokerStartException {
        try {
            broker = keep(EmbeddedBroker.start(BrokerSetup.of(config)));
            Threads threads = keep(new Threads(config.stomp().sessionThreads(), HUB_THREADS));
            BrokerLinks links = keep(new BrokerLinks(
                    new EmbeddedAccess(broker), config.stomp().clientIdClaim() == ClientIdClaim.REPLACE, metrics));
            IoRounds rounds = new IoRounds();
            Hub.Services hubServices = new Hub.Services(threads.hub(), rounds, metrics, System::nanoTime);
            Snapshots snapshots = keep(Parts.snapshots(config, hubServices));
            if (snapshots.isNeeded()) {
                snapshots.start(links.upstream(new Identity(Set.of(BrokerSetup.SNAPSHOTS))));
            }
            Hub hub = Parts.hub(config, hubServices, snapshots);
            Outboxes outboxes = new Outboxes(Parts.outboxes(config), threads.hub(), metrics, System::nanoTime);
            Entrance entrance = SecurityParts.entrance(config, links, metrics);
            SessionContext sessions = Parts.sessions(config, entrance, hub, threads.sessions(), metrics);
            Server.Services services = Server.Services.of(metrics, System::nanoTime, outboxes);
            TlsSettings tlsSettings = SecurityParts.tls(config);
            tls = tlsSettings == null ? null : keep(Tls.start(tlsSettings, metrics));
            web = keep(Server.start(Parts.web(config), Parts.content(config, served, sessions, rounds), tls, services));
            management = keep(Server.start(Parts.management(config), Parts.pages(health, metrics), null, services));
            config.routes().forEach(route -> keep(Parts.route(route, broker, metrics)));
            started(links, threads);
            fansOut(hub, outboxes, threads);
            threads.every(PROBE_MILLIS, snapshots::retry);
        } catch (IOException | BrokerStartException | RuntimeException e) {
            stopAll();
            throw e;
        }
    }

    /** Starts everything that the configuration names; {@code pages} is the root of the static files, null for none. */
    public static Bridge start(BridgeConfig config, @Nullable Path pages) throws StartException {
        return start(config, pages, Additions.NONE);
    }

    /** The same, with resources and event streams of the embedder's own. */
    public static Bridge start(BridgeConfig config, @Nullable Path pages, Additions additions) throws StartException {
        try {
            return new Bridge(config, new Parts.Served(pages, additions));
        } catch (BrokerStartException | IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartException(sentence(e), e);
        }
    }

    private static String sentence(IOException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return failure.getMessage() + (root == failure ? "." : ": " + root.getMessage() + ".");
    }

    private void started(BrokerLinks links, Threads threads) {
        health.add("bound", () -> !closed.get());
        health.add("broker-link", links::isUp);
        health.add("store-writable", broker::storeWritable);
        metrics.gauge(Metric.CONNECTIONS, web::connectionCount);
        metrics.gauge(Metric.WEBSOCKETS, web::webSocketCount);
        metrics.gauge(Metric.EVENT_STREAMS, web::eventStreamCount);
        metrics.gauge(Metric.BROKER_IDENTITIES, links::identityCount);
        metrics.gauge(Metric.BROKER_SUBSCRIPTIONS, links::subscriptionCount);
        BrokerGauges.register(metrics, broker);
        if (tls != null) {
            threads.every(TICK_MILLIS, () -> tls.tick(System.nanoTime()));
        }
        threads.every(TICK_MILLIS, web::tick);
        threads.every(TICK_MILLIS, management::tick);
        threads.every(PROBE_MILLIS, links::probe);
    }

    private void fansOut(Hub hub, Outboxes outboxes, Threads threads) {
        metrics.gauge(Metric.SHARED_TOPICS, hub::topicCount);
        metrics.gauge(Metric.OUTBOX_BYTES, outboxes::bytes);
        threads.every(PACE_MILLIS, outboxes::tick);
        threads.every(TICK_MILLIS, hub::tick);
        threads.every(PROBE_MILLIS, hub::retry);
    }

    /** The address of the start page. */
    public URI webUri() {
        return URI.create((tls == null ? "http://" : "https://") + web.host() + ":" + web.port() + "/");
    }

    public int managementPort() {
        return management.port();
    }

    /** The port for JMS backends, -1 if there is none. */
    public int openWirePort() {
        return broker.openWirePort();
    }

    /** The port for backends that speak STOMP over TCP, -1 if there is none. */
    public int stompPort() {
        return broker.stompPort();
    }

    /** Not ready from now on: says goodbye to every browser, then stops everything; takes a few seconds at most. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            web.drain(DRAIN_MILLIS);
            stopAll();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    private void stopAll() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable declares it
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
