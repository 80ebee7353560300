package dev.stompbridge.brokerconfig;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Location;
import org.apache.activemq.store.kahadb.disk.journal.ReplicationTarget;
import org.apache.activemq.util.ByteSequence;

/**
 * Counts how often the journal of the message store is synced to disk. KahaDB has no such counter, but tells a
 * replication target about each write, just before it syncs. Called by the one thread that writes the journal.
 */
final class StoreSyncs implements ReplicationTarget {

    private final LongAdder syncs = new LongAdder();

    private StoreSyncs() {}

    /** Counts from now on, for a broker that has started. */
    static StoreSyncs watch(BrokerService service) throws IOException {
        StoreSyncs counter = new StoreSyncs();
        KahaDBPersistenceAdapter store = (KahaDBPersistenceAdapter) service.getPersistenceAdapter();
        store.getStore().getJournal().setReplicationTarget(counter);
        return counter;
    }

    long count() {
        return syncs.sum();
    }

    @Override
    public void replicate(Location location, ByteSequence written, boolean sync) {
        if (sync) {
            syncs.increment();
        }
    }
}
