package dev.stompbridge.brokerconfig;

import java.io.IOException;
import java.time.Duration;
import org.apache.activemq.advisory.AdvisoryBroker;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;
import org.apache.activemq.store.kahadb.plist.PListStoreImpl;
import org.apache.activemq.store.kahadb.scheduler.JobSchedulerStoreImpl;
import org.apache.activemq.usage.SystemUsage;

/**
 * ActiveMQ's broker with everything switched off that is not used: JMX, virtual topics, its own shutdown hook. Plugins and connectors are added by {@link EmbeddedBroker}.
 */
final class EmbeddedBrokerService extends BrokerService {

    private static final long MAX_JOURNAL_FILE_BYTES = 32L << 20;
    private static final long MIN_JOURNAL_FILE_BYTES = 1L << 20;

    /**
     * The store writes a whole page of each of its indexes anew for each message; with its own 4 KiB that is most of what
     * storing costs. A store that exists keeps the size that it was made with.
     */
    private static final int INDEX_PAGE_BYTES = 1024;

    /** Removing a destination stops subscribing meanwhile: a few, but often. */
    private static final int MAX_REMOVED_PER_SWEEP = 200;

    private static final Duration MAX_SWEEP_PERIOD = Duration.ofSeconds(5);

    /**
     * Space that was freed counts again after this time at most, and producers that wait for it go on. ActiveMQ's own 30
     * seconds are longer than most of them are willing to wait.
     */
    private static final Duration STORE_CLEANUP = Duration.ofSeconds(5);

    private static final Duration SPOOL_CLEANUP = Duration.ofSeconds(2);

    private final Duration durableExpiresAfter;

    private EmbeddedBrokerService(Duration durableExpiresAfter) {
        this.durableExpiresAfter = durableExpiresAfter;
    }

    /** A broker with its stores and limits; it has no access control yet and listens nowhere. */
    static EmbeddedBrokerService create(String name, DataDirectory directory, EmbeddedBrokerSettings settings)
            throws Exception {
        EmbeddedBrokerSettings.Limits limits = settings.limits();
        EmbeddedBrokerService broker =
                new EmbeddedBrokerService(settings.later().durableExpiresAfter());
        broker.setBrokerName(name);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setRestartAllowed(false);
        broker.setUseVirtualTopics(false);
        broker.setAdvisorySupport(true);
        broker.setAllowTempAutoCreationOnSend(false);
        broker.setMaxUncommittedCount(limits.maxUncommitted());
        broker.setMaxInflatedDataSize(Math.toIntExact(limits.maxInflatedBytes()));
        broker.setDestinationPolicy(DestinationPolicies.of(limits));
        broker.setMaxPurgedDestinationsPerSweep(MAX_REMOVED_PER_SWEEP);
        broker.setSchedulePeriodForDestinationPurge(sweepMillis(limits.idleDestinationAfter()));
        broker.setPersistenceAdapter(store(directory, limits));
        broker.setTmpDataDirectory(directory.spool());
        broker.setTempDataStore(spool(directory, limits));
        delay(broker, directory, settings.later().delayedBytes());
        applyUsageLimits(broker.getSystemUsage(), limits);
        return broker;
    }

    Duration durableExpiresAfter() {
        return durableExpiresAfter;
    }

    /** Publishes only what somebody may read. */
    @Override
    protected AdvisoryBroker createAdvisoryBroker(Broker next) {
        return new TemporaryDestinationAdvisories(next);
    }

    /**
     * A persistent send is answered when it is on disk: {@code ALWAYS} syncs before the answer, and storing is not
     * concurrent with dispatching. Concurrent, one thread stores one message per sync for all queues, and wins only
     * when consumers acknowledge before it gets there; like this, all producers that wait share one sync.
     */
    private static KahaDBPersistenceAdapter store(DataDirectory directory, EmbeddedBrokerSettings.Limits limits)
            throws IOException {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(directory.store());
        store.setUseLock(false); // DataDirectory holds it
        store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.ALWAYS.name());
        store.setConcurrentStoreAndDispatchQueues(false);
        store.setConcurrentStoreAndDispatchTopics(false);
        store.setJournalMaxFileLength(journalFileBytes(limits.storeBytes()));
        store.setCleanupInterval(STORE_CLEANUP.toMillis());
        store.getStore().getPageFile().setPageSize(INDEX_PAGE_BYTES);
        return store;
    }

    private static PListStoreImpl spool(DataDirectory directory, EmbeddedBrokerSettings.Limits limits) {
        PListStoreImpl spool = new PListStoreImpl();
        spool.setDirectory(directory.spool());
        spool.setFailIfDatabaseIsLocked(true);
        spool.setJournalMaxFileLength(journalFileBytes(limits.tempBytes()));
        spool.setCleanupInterval(SPOOL_CLEANUP.toMillis());
        return spool;
    }

    /** Nothing of ActiveMQ's scheduler exists without delayed delivery. */
    private static void delay(EmbeddedBrokerService broker, DataDirectory directory, long delayedBytes) {
        broker.setSchedulerSupport(delayedBytes > 0);
        if (delayedBytes > 0) {
            JobSchedulerStoreImpl delayed = new JobSchedulerStoreImpl();
            delayed.setDirectory(directory.delayed());
            delayed.setUseLock(false); // DataDirectory holds it
            delayed.setEnableJournalDiskSyncs(true);
            delayed.setJournalMaxFileLength(journalFileBytes(delayedBytes));
            delayed.setCleanupInterval(STORE_CLEANUP.toMillis());
            broker.setJobSchedulerStore(delayed);
            broker.getSystemUsage().getJobSchedulerUsage().setLimit(delayedBytes);
        }
    }

    /** Absolute limits: a limit above what the disk or the heap has is lowered by ActiveMQ at start, with a warning. */
    private static void applyUsageLimits(SystemUsage usage, EmbeddedBrokerSettings.Limits limits) {
        usage.getMemoryUsage().setLimit(limits.memoryBytes());
        usage.getStoreUsage().setLimit(limits.storeBytes());
        usage.getTempUsage().setLimit(limits.tempBytes());
    }

    /** A store only frees whole files, so a small one needs small files. */
    private static int journalFileBytes(long limitBytes) {
        return (int) Math.max(MIN_JOURNAL_FILE_BYTES, Math.min(limitBytes / 4, MAX_JOURNAL_FILE_BYTES));
    }

    private static int sweepMillis(Duration idle) {
        return (int) Math.min(idle.dividedBy(2).toMillis(), MAX_SWEEP_PERIOD.toMillis());
    }
}
