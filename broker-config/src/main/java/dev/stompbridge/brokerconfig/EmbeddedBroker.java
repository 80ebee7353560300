package dev.stompbridge.brokerconfig;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.activemq.advisory.AdvisorySupport;
import org.apache.activemq.broker.region.RegionBroker;
import org.apache.activemq.transport.tcp.TcpTransportServer;
import org.apache.activemq.usage.SystemUsage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running ActiveMQ broker inside this process. Thread-safe.
 *
 * <p>Backends reach it over OpenWire and STOMP on the configured addresses and must log in as a user. The bridge
 * reaches it at {@link #vmUri()} and logs in with a {@link #linkLogin} or {@link #routeLogin}. Links read no
 * advisories: a JMS connection factory that uses such a login must be told {@code setWatchTopicAdvisories(false)}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private static final int PORT_OFF = -1;

    private record Listeners(
            @Nullable TcpTransportServer openWire, @Nullable TcpTransportServer stomp) {}

    private final EmbeddedBrokerService service;
    private final DataDirectory directory;
    private final AccessControl access;
    private final Listeners listeners;
    private final AuthenticationFilter logins;
    private final LossFilter losses;
    private final BacklogGuard backlogs;
    private final DurableExpiry durables;
    private final StoreSyncs syncs;
    private final SystemUsage usage;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(
            EmbeddedBrokerService service, DataDirectory directory, AccessControl access, Listeners listeners)
            throws Exception {
        this.service = service;
        this.directory = directory;
        this.access = access;
        this.listeners = listeners;
        logins = (AuthenticationFilter) service.getBroker().getAdaptor(AuthenticationFilter.class);
        losses = (LossFilter) service.getBroker().getAdaptor(LossFilter.class);
        backlogs = BacklogGuard.watch(service);
        durables = new DurableExpiry(service, directory.awayTimes(), service.durableExpiresAfter(), Clock.systemUTC());
        durables.start();
        access.expiring().start(service);
        syncs = StoreSyncs.watch(service);
        usage = service.getSystemUsage();
    }

    /**
     * Starts a broker and returns when it takes connections. Fails at once, not after a wait, when its data directory
     * or a port is in use, and then leaves nothing running.
     */
    public static EmbeddedBroker start(EmbeddedBrokerSettings settings) throws BrokerStartException {
        return start(settings, Clock.systemUTC());
    }

    /** {@code clock}: what expires logins. */
    static EmbeddedBroker start(EmbeddedBrokerSettings settings, Clock clock) throws BrokerStartException {
        SecureRandom random = new SecureRandom();
        AccessControl access = new AccessControl(settings.security(), random, clock);
        DataDirectory directory = DataDirectory.open(settings.dataDirectory());
        EmbeddedBrokerService service = null;
        try {
            service = EmbeddedBrokerService.create(uniqueName(random), directory, settings);
            access.install(service);
            Listeners listeners = new Listeners(
                    settings.openWire().enabled() ? Connectors.openWire(service, settings) : null,
                    settings.stomp().enabled() ? Connectors.stomp(service, settings) : null);
            service.start();
            EmbeddedBroker broker = new EmbeddedBroker(service, directory, access, listeners);
            broker.logLimits();
            return broker;
        } catch (Exception e) {
            stop(service, directory);
            throw e instanceof BrokerStartException known
                    ? known
                    : BrokerStartException.because("The broker cannot start", e);
        }
    }

    /** Where connections from inside this process go; a broker of its own for each instance. */
    public URI vmUri() {
        return URI.create("vm://" + service.getBrokerName() + "?create=false&async=false&marshal=false");
    }

    public Users users() {
        return access.users();
    }

    /**
     * A login for a link that acts with exactly these groups for many browsers. What it sends inside a transaction is
     * refused instead of waiting when there is no room.
     */
    public LinkLogin linkLogin(Set<String> groups) {
        return access.links().issue(groups);
    }

    /** A login for a link of one route, which waits for room inside transactions as backends do. */
    public LinkLogin routeLogin(Set<String> groups) {
        return access.links().issueForRoute(groups);
    }

    /** Whether someone in these groups may read the topic of this name, which has no wildcards. */
    public boolean mayRead(Set<String> groups, String topic) {
        return access.mayRead(groups, topic);
    }

    /** Whether a persistent message could be stored now: the broker runs and its store is not full. Cheap. */
    public boolean storeWritable() {
        return service.isStarted() && !usage.getStoreUsage().isFull();
    }

    /** Whether a message can be delayed with the property {@code AMQ_SCHEDULED_DELAY}; if not, that has no effect. */
    public boolean delaysDelivery() {
        return service.isSchedulerSupport();
    }

    /** The port for OpenWire, -1 when that is off. */
    public int openWirePort() {
        return port(listeners.openWire());
    }

    /** The port for STOMP over TCP, -1 when that is off. */
    public int stompPort() {
        return port(listeners.stomp());
    }

    public BrokerStatistics statistics() {
        return new BrokerStatistics(
                logins.connections(),
                countDestinations(),
                usage.getMemoryUsage().getPercentUsage(),
                usage.getStoreUsage().getUsage(),
                syncs.count(),
                usage.getTempUsage().getUsage(),
                logins.refused(),
                refusedConnections(listeners.openWire()) + refusedConnections(listeners.stomp()),
                losses.deadLettered(),
                losses.discarded(),
                losses.expired(),
                durables.expired(),
                backlogs.closed(),
                access.expiring().expired());
    }

    /** Stops the broker, with its connections, and releases the data directory. What was stored is on disk. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            durables.save();
            stop(service, directory);
        }
    }

    private static void stop(@Nullable EmbeddedBrokerService service, DataDirectory directory) {
        try {
            if (service != null) {
                service.stop();
                service.waitUntilStopped();
            }
        } catch (Exception e) {
            LOG.warn("The broker did not stop cleanly.", e);
        } finally {
            directory.close();
        }
    }

    /** ActiveMQ lowers limits that the heap or the disk cannot hold; what counts is what it made of them. */
    private void logLimits() {
        LOG.info(
                "Broker limits: {} bytes in memory, {} bytes stored, {} bytes spooled",
                usage.getMemoryUsage().getLimit(),
                usage.getStoreUsage().getLimit(),
                usage.getTempUsage().getLimit());
    }

    private int countDestinations() {
        RegionBroker regions = (RegionBroker) service.getRegionBroker();
        long topics = regions.getTopicRegion().getDestinationMap().keySet().stream()
                .filter(Predicate.not(AdvisorySupport::isAdvisoryTopic))
                .count();
        return regions.getQueueRegion().getDestinationMap().size() + Math.toIntExact(topics);
    }

    private static long refusedConnections(@Nullable TcpTransportServer listener) {
        return listener == null ? 0 : listener.getMaxConnectionExceededCount();
    }

    private static int port(@Nullable TcpTransportServer listener) {
        return listener == null ? PORT_OFF : listener.getConnectURI().getPort();
    }

    private static String uniqueName(SecureRandom random) {
        byte[] suffix = new byte[8];
        random.nextBytes(suffix);
        return "stompbridge-" + HexFormat.of().formatHex(suffix);
    }
}
