package dev.stompbridge;

import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.broker.Identity;
import dev.stompbridge.brokerconfig.BrokerStartException;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.fanout.Hub;
import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.fanout.Snapshots;
import dev.stompbridge.net.Additions;
import dev.stompbridge.net.Content;
import dev.stompbridge.net.IoRounds;
import dev.stompbridge.net.Server;
import dev.stompbridge.net.Tls;
import dev.stompbridge.net.TlsSettings;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.session.SessionContext;
import java.io.IOException;
import java.util.Set;

/** The parts of a bridge, wired as {@link Bridge} does, with a plain and a TLS port that serve the same sessions. */
public final class TwoPortBridge implements AutoCloseable {
    private static final int TICK_MILLIS = 250;
    private static final int PACE_MILLIS = 10;

    private final EmbeddedBroker broker;
    private final Threads threads;
    private final Metrics metrics = new Metrics();
    private final BrokerLinks links;
    private final Snapshots snapshots;
    private final Tls tls;
    private final Server plain;
    private final Server secure;

    private TwoPortBridge(BridgeConfig config, TlsSettings tlsSettings) throws IOException, BrokerStartException {
        broker = EmbeddedBroker.start(BrokerSetup.of(config));
        threads = new Threads(config.stomp().sessionThreads(), 1);
        links = new BrokerLinks(new EmbeddedAccess(broker), false, metrics);
        IoRounds rounds = new IoRounds();
        Hub.Services hubServices = new Hub.Services(threads.hub(), rounds, metrics, System::nanoTime);
        snapshots = Parts.snapshots(config, hubServices);
        if (snapshots.isNeeded()) {
            snapshots.start(links.upstream(new Identity(Set.of(BrokerSetup.SNAPSHOTS))));
        }
        Hub hub = Parts.hub(config, hubServices, snapshots);
        Outboxes outboxes = new Outboxes(Parts.outboxes(config), threads.hub(), metrics, System::nanoTime);
        SessionContext sessions = Parts.sessions(
                config, SecurityParts.entrance(config, links, metrics), hub, threads.sessions(), metrics);
        Server.Services services = Server.Services.of(metrics, System::nanoTime, outboxes);
        Content content = Parts.content(config, new Parts.Served(null, Additions.NONE), sessions, rounds);
        tls = Tls.start(tlsSettings, metrics);
        plain = Server.start(Parts.web(config), content, null, services);
        secure = Server.start(Parts.web(config), content, tls, services);
        threads.every(TICK_MILLIS, plain::tick);
        threads.every(TICK_MILLIS, secure::tick);
        threads.every(PACE_MILLIS, outboxes::tick);
        threads.every(TICK_MILLIS, hub::tick);
    }

    public static TwoPortBridge start(BridgeConfig config, TlsSettings tlsSettings)
            throws IOException, BrokerStartException {
        return new TwoPortBridge(config, tlsSettings);
    }

    public int plainPort() {
        return plain.port();
    }

    public int tlsPort() {
        return secure.port();
    }

    public long value(Metric metric) {
        return metrics.value(metric);
    }

    @Override
    public void close() {
        secure.close();
        plain.close();
        tls.close();
        snapshots.close();
        links.close();
        threads.close();
        broker.close();
    }
}
