package dev.stompbridge.route;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.VMPendingQueueMessageStoragePolicy;
import org.apache.activemq.command.Message;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/**
 * A real broker with KahaDB in this process. It refuses SENDs to the destinations in {@link #refused}, and destinations
 * below {@code small} hold 1 MiB.
 */
final class TestBroker implements AutoCloseable {

    static final int SMALL_LIMIT = 1024 * 1024;

    /** Names of destinations to which every SEND fails. */
    final Set<String> refused = new CopyOnWriteArraySet<>();

    private record Hold(String destination, AtomicInteger sends, CountDownLatch reached, CountDownLatch release) {}

    private volatile Hold hold = new Hold("", new AtomicInteger(), new CountDownLatch(1), new CountDownLatch(0));

    /** SENDs in a transaction that asked for a response of their own. */
    final AtomicInteger synchronousSends = new AtomicInteger();

    private final String name;
    private final BrokerService service = new BrokerService();
    private final TransportConnector connector;

    private TestBroker(String name, Path directory) throws Exception {
        this.name = name;
        service.setBrokerName(name);
        service.setUseJmx(false);
        service.setUseShutdownHook(false);
        service.setSchedulerSupport(false);
        service.setDataDirectoryFile(directory.toFile());
        service.getSystemUsage().getStoreUsage().setLimit(256L << 20);
        service.getSystemUsage().getTempUsage().setLimit(256L << 20);
        service.setMaxUncommittedCount(Batch.MAX_MESSAGES);
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(directory.resolve("kahadb").toFile());
        store.setJournalMaxFileLength(8 << 20);
        service.setPersistenceAdapter(store);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(small(true), small(false)));
        service.setDestinationPolicy(policies);
        service.setPlugins(new BrokerPlugin[] {next -> new Watch(next)});
        connector = service.addConnector("tcp://127.0.0.1:0");
        service.start();
        service.waitUntilStarted();
    }

    /** The directory may hold the store of a broker before it. */
    static TestBroker start(String name, Path directory) throws Exception {
        return new TestBroker(name, directory);
    }

    private static PolicyEntry small(boolean queue) {
        PolicyEntry entry = new PolicyEntry();
        if (queue) {
            entry.setQueue("small.>");
            entry.setPendingQueuePolicy(new VMPendingQueueMessageStoragePolicy());
        } else {
            entry.setTopic("small.>");
        }
        entry.setMemoryLimit(SMALL_LIMIT);
        return entry;
    }

    BrokerAccess vm() {
        return vm(name);
    }

    /** How a broker of this name is reached, whether or not it runs. */
    static BrokerAccess vm(String name) {
        return new BrokerAccess("vm://" + name + "?create=false&async=false", null, null);
    }

    BrokerAccess tcp() throws Exception {
        return new BrokerAccess(connector.getConnectUri().toString(), null, null);
    }

    /** Stops the sender of the nth SEND to this destination until the latch is released. */
    CountDownLatch holdSendTo(String destination, int nth) {
        CountDownLatch release = new CountDownLatch(1);
        hold = new Hold(destination, new AtomicInteger(nth), new CountDownLatch(1), release);
        return release;
    }

    boolean isHolding() {
        return hold.reached().getCount() == 0;
    }

    /** Whether the next SEND to this destination has to wait. */
    boolean isFull(String address) throws Exception {
        Destination destination = service.getDestination(TestClient.destination(address));
        return destination.getMemoryUsage().isFull();
    }

    @Override
    public void close() {
        try {
            service.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        service.waitUntilStopped();
    }

    private final class Watch extends BrokerFilter {

        Watch(Broker next) {
            super(next);
        }

        @Override
        public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
            if (message.isInTransaction() && message.isResponseRequired()) {
                synchronousSends.incrementAndGet();
            }
            if (refused.contains(message.getDestination().getPhysicalName())) {
                throw new SecurityException("not authorized to write to " + message.getDestination());
            }
            Hold current = hold;
            if (current.destination().equals(message.getDestination().getPhysicalName())
                    && current.sends().decrementAndGet() == 0) {
                current.reached().countDown();
                current.release().await();
            }
            super.send(exchange, message);
        }
    }
}
